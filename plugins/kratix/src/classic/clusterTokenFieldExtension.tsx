import { lazy, Suspense } from 'react';
import {
  createScaffolderFieldExtension,
  FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import { ClusterTokenOptions } from '../form/clusterTokenOptions';

const LazyField = lazy(() =>
  import('../form/ClusterTokenField').then(m => ({
    default: m.ClusterTokenField,
  })),
);

const Field = (
  props: FieldExtensionComponentProps<string, ClusterTokenOptions>,
) => (
  <Suspense fallback={null}>
    <LazyField {...props} />
  </Suspense>
);

/** `ui:field: KratixClusterToken`, for forms of classic apps. */
export const clusterTokenFieldExtension = createScaffolderFieldExtension<
  string,
  ClusterTokenOptions
>({ name: 'KratixClusterToken', component: Field });
