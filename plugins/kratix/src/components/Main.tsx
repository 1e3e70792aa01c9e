import { ReactNode } from 'react';

/**
 * The page's main landmark, for assistive technology. Pages of the new frontend system have none;
 * those of the classic one bring their own.
 */
export const Main = ({ children }: { children: ReactNode }) => (
  <main>{children}</main>
);
