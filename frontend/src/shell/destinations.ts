/** The pages, in the order of the navigation. `key` follows `g` on the keyboard. */
import {
  type Icon,
  IconBolt,
  IconCalendarTime,
  IconCalendarWeek,
  IconCategory,
  IconChartBar,
  IconClockPlay,
  IconListCheck,
  IconNotebook,
  IconSettings,
} from '@tabler/icons-react';

type Destination = Readonly<{ path: string; label: string; icon: Icon; key: string }>;

export const destinations = [
  { path: '/', label: 'Now', icon: IconClockPlay, key: 'n' },
  { path: '/day', label: 'Day', icon: IconCalendarTime, key: 'd' },
  { path: '/week', label: 'Week', icon: IconCalendarWeek, key: 'w' },
  { path: '/tasks', label: 'Tasks', icon: IconListCheck, key: 't' },
  { path: '/reports', label: 'Reports', icon: IconChartBar, key: 'r' },
  { path: '/review', label: 'Review', icon: IconNotebook, key: 'v' },
  { path: '/categories', label: 'Categories', icon: IconCategory, key: 'c' },
  { path: '/toggl', label: 'Toggl', icon: IconBolt, key: 'o' },
  { path: '/setup', label: 'Set-up', icon: IconSettings, key: 's' },
] as const satisfies readonly Destination[];

/** On a phone the bar at the bottom holds these; the rest is behind *More*. */
export const phonePaths: readonly string[] = ['/', '/day', '/tasks', '/reports'];
