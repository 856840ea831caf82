import { describe, expect, it } from 'vitest';
import { violations } from './circles.ts';
import { plant } from './test/plant.ts';

describe('circles', () => {
  it('are found through any number of files, and named once', () => {
    const sources = plant({
      'a.ts': "import { b } from './b.ts';",
      'b.ts': "import { c } from './c.ts';",
      'c.ts': "import { a } from './a.ts';",
    });
    expect(violations(sources)).toEqual([
      'a.ts:1 imports itself in a circle: a.ts → b.ts → c.ts → a.ts. Move what they share into a ' +
        'file below them all.',
    ]);
  });

  it('are closed by a type-only import too', () => {
    const sources = plant({
      'a.ts': "import { b } from './b.ts';",
      'b.ts': "import type { A } from './a.ts';",
    });
    expect(violations(sources)).toHaveLength(1);
  });

  it('are not seen where two files share a third', () => {
    const sources = plant({
      'a.ts': "import { b } from './b.ts'; import { c } from './c.ts';",
      'b.ts': "import { c } from './c.ts';",
      'c.ts': '',
    });
    expect(violations(sources)).toEqual([]);
  });
});
