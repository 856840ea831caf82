/** The navigation of a laptop: every page, and light or dark. */
import { Link } from '@tanstack/react-router';
import { ColorSchemeChoice } from './ColorSchemeChoice.tsx';
import { destinations } from './destinations.ts';
import classes from './Frame.module.css';

export function SideBar() {
  return (
    <nav className={classes.side} aria-label="Pages">
      <div className={classes.brand}>
        <img src="/icon.svg" alt="" width={26} height={26} />
        Compass
      </div>
      {destinations.map(({ path, label, icon: Icon }) => (
        <Link
          key={path}
          to={path}
          className={classes.sideItem}
          activeOptions={{ exact: path === '/', includeSearch: false }}
        >
          <Icon size={20} aria-hidden="true" />
          {label}
        </Link>
      ))}
      <div className={classes.sideEnd}>
        <ColorSchemeChoice />
      </div>
    </nav>
  );
}
