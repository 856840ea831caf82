/**
 * The floors of the house: what each folder may import. Imports only go down, and a type-only
 * import counts, because it ties two files together just as a value does.
 *
 *   simulation  demo  bench
 *   backend  frontend               inside backend/src, main at the top:
 *   contract  toggl-sandbox           main → compose → app → routes, discord → services
 *   core  toggl                            → projection → store → db
 *
 * The map is written out floor by floor: a rank for each folder was refused, because it cannot
 * say that http/ is for app and routes alone, or that the sandbox sees one file of toggl/.
 */
import { isTest, type Source } from './sources.ts';

/**
 * A floor and what it may import besides itself. `x/` is all of folder x, `x/*` the files that
 * lie directly in it, anything else one file.
 */
type Floor = Readonly<{ place: string; below: readonly string[] }>;

const coreFloors: readonly Floor[] = [
  { place: 'core/*', below: [] },
  { place: 'core/time/', below: ['core/*'] },
  { place: 'core/engine/', below: ['core/*', 'core/time/'] },
  { place: 'core/projection/', below: ['core/*', 'core/time/', 'core/engine/'] },
  { place: 'core/importer/', below: ['core/*', 'core/time/', 'core/engine/', 'core/projection/'] },
  { place: 'core/automations/', below: ['core/*', 'core/time/', 'core/engine/'] },
  { place: 'core/health/', below: ['core/*', 'core/time/', 'core/engine/'] },
  { place: 'core/tasks/', below: ['core/*', 'core/time/', 'core/engine/'] },
  { place: 'core/closing/', below: ['core/*', 'core/time/', 'core/engine/'] },
  { place: 'core/reviews/', below: ['core/*', 'core/time/', 'core/engine/', 'core/tasks/'] },
];

const database = ['core/', 'backend/src/db/'];
const storage = [...database, 'toggl/', 'backend/src/store/'];
const projection = [...storage, 'backend/src/projection/'];
const services = [...projection, 'contract/', 'backend/src/services/'];
const doors = [...services, 'backend/src/http/', 'backend/src/routes/', 'backend/src/discord/'];
const config = 'backend/src/config.ts';
const composed = [...doors, config, 'backend/src/outerWorld.ts'];

const backendFloors: readonly Floor[] = [
  { place: 'backend/src/db/', below: database },
  { place: 'backend/src/store/', below: storage },
  { place: 'backend/src/projection/', below: projection },
  { place: 'backend/src/services/', below: services },
  { place: 'backend/src/http/', below: ['core/', 'contract/'] },
  { place: 'backend/src/routes/', below: [...services, 'backend/src/http/'] },
  { place: 'backend/src/discord/', below: services },
  { place: 'backend/src/settingKinds.ts', below: ['core/'] },
  { place: config, below: ['core/', 'backend/src/settingKinds.ts'] },
  { place: 'backend/src/app.ts', below: [...doors, config] },
  { place: 'backend/src/outerWorld.ts', below: projection },
  { place: 'backend/src/composeLive.ts', below: composed },
  { place: 'backend/src/composeServices.ts', below: composed },
  {
    place: 'backend/src/compose.ts',
    below: [
      ...composed,
      'backend/src/app.ts',
      'backend/src/composeLive.ts',
      'backend/src/composeServices.ts',
    ],
  },
  { place: 'backend/src/programs/', below: composed },
  { place: 'backend/src/main.ts', below: ['backend/src/'] },
];

const drawn = [
  'core/',
  'contract/',
  'frontend/src/words/',
  'frontend/src/server/',
  'frontend/src/components/',
];

/** Pages do not know each other: what two of them draw is a component. */
const pages = [
  'now',
  'day',
  'week',
  'year',
  'tasks',
  'reports',
  'review',
  'categories',
  'toggl',
  'setup',
];

const frontendFloors: readonly Floor[] = [
  { place: 'frontend/src/words/', below: ['core/', 'contract/'] },
  { place: 'frontend/src/server/', below: ['core/', 'contract/'] },
  { place: 'frontend/src/components/', below: drawn },
  ...pages.map((page): Floor => ({ place: `frontend/src/pages/${page}/`, below: drawn })),
  { place: 'frontend/src/shell/', below: [...drawn, 'frontend/src/pages/'] },
  { place: 'frontend/src/browserWorld.ts', below: ['frontend/src/server/'] },
  { place: 'frontend/src/main.tsx', below: ['core/', 'frontend/src/'] },
  { place: 'frontend/worker/', below: [] },
  { place: 'frontend/*', below: [] },
];

const house = ['core/', 'toggl/', 'contract/', 'toggl-sandbox/', 'backend/'];

const floors: readonly Floor[] = [
  ...coreFloors,
  { place: 'toggl/', below: [] },
  { place: 'contract/', below: ['core/'] },
  { place: 'toggl-sandbox/', below: ['toggl/transport.ts'] },
  ...backendFloors,
  ...frontendFloors,
  { place: 'simulation/', below: house },
  { place: 'demo/', below: [...house, 'simulation/'] },
  { place: 'bench/', below: [...house, 'simulation/'] },
  { place: 'checks/', below: [] },
];

/** A test may look at more than the code beside it; core's and toggl's stay on the ground. */
const testFloors: readonly Floor[] = [
  { place: 'toggl-sandbox/', below: ['toggl/'] },
  { place: 'backend/', below: [...house, 'simulation/'] },
  { place: 'frontend/e2e/', below: [...house, 'frontend/'] },
];

export function violations(sources: readonly Source[]): string[] {
  return sources.flatMap((source) => {
    if (!source.path.includes('/')) return [];
    const floor = floorOf(source.path);
    if (floor === null) {
      return [
        `${source.path}:1 stands on no floor. Move it to the folder whose job it does, or give ` +
          'its folder a floor in checks/floors.ts.',
      ];
    }
    return climbs(source, floor);
  });
}

function climbs(source: Source, floor: Floor): string[] {
  const allowed = [floor.place, ...floor.below];
  return source.imports.flatMap(({ target, line }) => {
    if (target === null || allowed.some((place) => isIn(place, target))) return [];
    return [
      `${source.path}:${line} imports ${target}, but ${floor.place} may import only ` +
        `${list(floor.below)}. Imports only go down: move what both need to a lower floor, or ` +
        'take it as an argument.',
    ];
  });
}

function floorOf(path: string): Floor | null {
  const own = isTest(path) ? [...testFloors, ...floors] : floors;
  return own.find(({ place }) => isIn(place, path)) ?? null;
}

function isIn(place: string, path: string): boolean {
  if (place.endsWith('/*')) {
    const folder = place.slice(0, -1);
    return path.startsWith(folder) && !path.slice(folder.length).includes('/');
  }
  return place.endsWith('/') ? path.startsWith(place) : path === place;
}

function list(places: readonly string[]): string {
  return places.length === 0 ? 'itself' : `itself and ${places.join(', ')}`;
}
