/** Starting the activity: by name, by favourite, by what ran lately; now or some time ago. */
import { Anchor, Chip, Stack, Text, Title, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { CategoryBadge } from '../../components/CategoryBadge.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { useTicked } from '../../components/ticker.tsx';
import { useCategoryOf } from '../../server/categories.ts';
import { useFavorites } from '../../server/favorites.ts';
import { type StartAgo, useTaps } from '../../server/running.ts';
import { useRecentSlices } from '../../server/slices.ts';
import type { Running } from '../../server/taps.ts';
import classes from './NowPage.module.css';
import { pastStarts } from './otherTimes.ts';
import { StartSearch } from './StartSearch.tsx';
import { recentNames } from './startChoices.ts';

const mostRecent = 9;

export function StartPanel({ running }: { running: Running | null }) {
  const [moment, setMoment] = useState<string>('now');
  const moments = useMoments(running);
  const chosen = moments.some(({ value }) => value === moment) ? moment : 'now';
  const ago = agoOf(chosen);
  // The next start is of now again: a choice left standing would falsify it.
  const started = () => setMoment('now');
  return (
    <Stack component="section" gap="md" className={classes.start} aria-labelledby="start-heading">
      <Title order={2} size="h4" id="start-heading">
        {running === null ? 'Start' : 'Switch to'}
      </Title>
      <StartSearch dimension="PRIMARY" ago={ago} started={started} />
      <Chip.Group value={chosen} onChange={setMoment}>
        <div className={classes.when} role="radiogroup" aria-label="When it began">
          {moments.map(({ value, label }) => (
            <Chip key={value} value={value} size="xs">
              {label}
            </Chip>
          ))}
        </div>
      </Chip.Group>
      <Tiles ago={ago} started={started} running={running} />
    </Stack>
  );
}

/** A start in front of what runs would leave that running: it is no switch. */
function useMoments(running: Running | null) {
  const { data: slices = [] } = useRecentSlices();
  const past = useTicked((now) =>
    pastStarts({ dimension: 'PRIMARY', running, slices, now }).join(' '),
  );
  return [
    { value: 'now', label: 'Now' },
    ...past.split(' ').map((minutes) => ({ value: minutes, label: `−${minutes} min` })),
    { value: 'last-stop', label: 'Since last stop' },
  ].filter(({ value }) => value !== '');
}

type TilesProps = Readonly<{
  ago: StartAgo | undefined;
  started: () => void;
  running: Running | null;
}>;

function Tiles({ ago, started, running }: TilesProps) {
  const taps = useTaps();
  const { data: favorites = [] } = useFavorites();
  const { data: slices = [], isSuccess } = useRecentSlices();
  const offered = new Set([running?.category, ...favorites.map(({ name }) => name)]);
  const recent = recentNames(slices, { dimension: 'PRIMARY', most: mostRecent }).filter(
    (name) => !offered.has(name),
  );
  if (isSuccess && favorites.length === 0 && slices.length === 0) {
    return (
      <EmptyState
        title="Nothing was tracked yet"
        action={
          <Anchor component={Link} to="/setup">
            Set up Toggl, your time zone and favourites
          </Anchor>
        }
      >
        Type what you are doing and press Enter: that is the first timer.
      </EmptyState>
    );
  }
  const when = ago === undefined ? {} : { ago };
  return (
    <>
      {favorites.length === 0 ? null : (
        <TileGroup title="Favourites">
          {favorites.map((favorite) => (
            <Tile
              key={favorite.id}
              name={favorite.name}
              category={favorite.category}
              detail={favorite.workMode}
              start={() => {
                taps.startFavorite({ ...favorite, ...when });
                started();
              }}
            />
          ))}
        </TileGroup>
      )}
      {recent.length === 0 ? null : (
        <TileGroup title="Lately">
          {recent.map((name) => (
            <Tile
              key={name}
              name={name}
              category={name}
              detail={null}
              start={() => {
                taps.start({ dimension: 'PRIMARY', category: name, ...when });
                started();
              }}
            />
          ))}
        </TileGroup>
      )}
    </>
  );
}

function TileGroup({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Stack gap="xs">
      <Title order={3} size="sm" c="dimmed" fw={500}>
        {title}
      </Title>
      <div className={classes.tiles}>{children}</div>
    </Stack>
  );
}

type TileProps = Readonly<{
  name: string;
  category: string;
  detail: string | null;
  start: () => void;
}>;

function Tile({ name, category, detail, start }: TileProps) {
  const categoryOf = useCategoryOf();
  return (
    <button type="button" className={classes.tile} onClick={start}>
      <CategoryBadge category={categoryOf(category)} />
      <span className={classes.tileText}>
        <Text component="span" display="block" fw={550}>
          <VisuallyHidden component="span">Start </VisuallyHidden>
          {name}
        </Text>
        {detail === null ? null : (
          <Text component="span" display="block" size="xs" c="dimmed">
            {detail}
          </Text>
        )}
      </span>
    </button>
  );
}

function agoOf(moment: string): StartAgo | undefined {
  if (moment === 'now') return undefined;
  return moment === 'last-stop' ? moment : { minutes: Number(moment) };
}
