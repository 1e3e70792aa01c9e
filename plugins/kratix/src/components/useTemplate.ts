import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useLive } from '../live/useLive';
import { isInCatalog } from './isInCatalog';
import { templateParams } from './templateLink';

/** The way to a Template. */
export interface Template {
  /** Route parameters of its form; absent where there is no such Template, and until that is known. */
  params?: { namespace: string; templateName: string };
  /** Whether it is known that there is none. */
  isMissing: boolean;
}

/**
 * Looks for the Template that a Promise names: its author writes the name, and this Backstage may not
 * have it. Where the catalog cannot be asked, it is taken to be there.
 */
export function useTemplate(entityRef: string | undefined): Template {
  const catalog = useApi(catalogApiRef);
  const params = templateParams(entityRef);
  const ref = params && `template:${params.namespace}/${params.templateName}`;
  const { value, error } = useLive({
    key: ref ?? '',
    load: async () => ref !== undefined && (await isInCatalog(catalog, ref)),
    concerns: () => false,
  });
  return {
    params: value || error ? params : undefined,
    isMissing: !params || value === false,
  };
}
