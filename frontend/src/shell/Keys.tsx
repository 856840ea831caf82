/** The keys of one action, as they are pressed: one after the other. */
import { Kbd } from '@mantine/core';

export function Keys({ keys }: { keys: string }) {
  return (
    <span>
      {keys.split(' ').map((key, index) => (
        <span key={key}>
          {index === 0 ? null : ' '}
          <Kbd>{key}</Kbd>
        </span>
      ))}
    </span>
  );
}
