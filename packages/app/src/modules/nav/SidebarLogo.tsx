import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import { makeStyles } from '@material-ui/core';

const useStyles = makeStyles({
  link: {
    display: 'flex',
    alignItems: 'center',
    height: 2 * sidebarConfig.logoHeight,
    paddingLeft: 24,
    gap: 12,
    color: '#ffffff',
    fontSize: 20,
    fontWeight: 600,
    whiteSpace: 'nowrap',
  },
});

export const SidebarLogo = () => {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();

  return (
    <Link
      to="/"
      underline="none"
      className={classes.link}
      aria-label="Kratix in Backstage: to the catalog"
    >
      <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
        <path
          d="M12 1 22 6.5v11L12 23 2 17.5v-11zM7 7v10h2.4v-4l1.2-1.2 3.3 5.2h2.9l-4.5-6.9L16.5 7h-3l-4.1 4.3V7z"
          fill="#7df3e1"
          fillRule="evenodd"
        />
      </svg>
      {isOpen && 'Kratix'}
    </Link>
  );
};
