import {
  AnyRouteRefParams,
  RouteFunc,
  RouteRef,
  SubRouteRef,
  useRouteRef,
} from '@backstage/core-plugin-api';

/**
 * The way to a page; undefined where the app does not have that page, so that cards work without the
 * pages too. The app's own hook throws there.
 */
export function useOptionalRouteRef<TParams extends AnyRouteRefParams>(
  ref: RouteRef<TParams> | SubRouteRef<TParams>,
): RouteFunc<TParams> | undefined {
  try {
    return useRouteRef(ref);
  } catch {
    return undefined;
  }
}
