/** The part of React DOM that the app uses; its own package of types is not installed. */
declare module 'react-dom/client' {
  import { ReactNode } from 'react';

  export function createRoot(container: Element): {
    render(children: ReactNode): void;
  };
}
