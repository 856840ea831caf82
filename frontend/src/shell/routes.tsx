/** Which address shows which page. All but the first page are loaded when they are opened. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { type PeriodKind, periodKinds } from '../../../core/time/calendar.ts';
import { NowPage } from '../pages/now/NowPage.tsx';
import { App } from './App.tsx';
import { NotFoundPage } from './NotFoundPage.tsx';
import { PageFailure } from './PageFailure.tsx';

const root = createRootRoute({ component: App });
const under = { getParentRoute: () => root } as const;

/** A day, as `2026-11-02`; absent means today. */
function chosenDay({ date }: Record<string, unknown>): { date?: string } {
  return typeof date === 'string' && /^\d{4}-\d\d-\d\d$/.test(date) ? { date } : {};
}

/** Around which day, and how much of it; absent means what the page shows by itself. */
function chosenPeriod({ by, ...search }: Record<string, unknown>): {
  date?: string;
  by?: PeriodKind;
} {
  const kind = periodKinds.find((known) => known === by);
  return kind === undefined ? chosenDay(search) : { ...chosenDay(search), by: kind };
}

const pages = [
  createRoute({ ...under, path: '/', component: NowPage }),
  createRoute({
    ...under,
    path: '/day',
    validateSearch: chosenDay,
    component: lazyRouteComponent(() => import('../pages/day/DayPage.tsx'), 'DayPage'),
  }),
  createRoute({
    ...under,
    path: '/week',
    validateSearch: chosenDay,
    component: lazyRouteComponent(() => import('../pages/week/WeekPage.tsx'), 'WeekPage'),
  }),
  createRoute({
    ...under,
    path: '/year',
    validateSearch: chosenDay,
    component: lazyRouteComponent(() => import('../pages/year/YearPage.tsx'), 'YearPage'),
  }),
  createRoute({
    ...under,
    path: '/tasks',
    component: lazyRouteComponent(() => import('../pages/tasks/TasksPage.tsx'), 'TasksPage'),
  }),
  createRoute({
    ...under,
    path: '/reports',
    validateSearch: chosenPeriod,
    component: lazyRouteComponent(() => import('../pages/reports/ReportsPage.tsx'), 'ReportsPage'),
  }),
  createRoute({
    ...under,
    path: '/review',
    validateSearch: chosenPeriod,
    component: lazyRouteComponent(() => import('../pages/review/ReviewPage.tsx'), 'ReviewPage'),
  }),
  createRoute({
    ...under,
    path: '/categories',
    component: lazyRouteComponent(
      () => import('../pages/categories/CategoriesPage.tsx'),
      'CategoriesPage',
    ),
  }),
  createRoute({
    ...under,
    path: '/toggl',
    component: lazyRouteComponent(() => import('../pages/toggl/TogglPage.tsx'), 'TogglPage'),
  }),
  createRoute({
    ...under,
    path: '/setup',
    component: lazyRouteComponent(() => import('../pages/setup/SetupPage.tsx'), 'SetupPage'),
  }),
] as const;

export function createPages() {
  return createRouter({
    routeTree: root.addChildren(pages),
    defaultPreload: 'intent',
    defaultNotFoundComponent: NotFoundPage,
    defaultErrorComponent: PageFailure,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPages>;
  }
}
