import { lazy, Suspense } from 'react';
import {
  createScaffolderFieldExtension,
  CustomFieldValidator,
  FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import { UniqueOptions } from '../form/uniqueOptions';

const LazyField = lazy(() =>
  import('../form/UniqueValueField').then(m => ({
    default: m.UniqueValueField,
  })),
);

const Field = (props: FieldExtensionComponentProps<string, UniqueOptions>) => (
  <Suspense fallback={null}>
    <LazyField {...props} />
  </Suspense>
);

const validation: CustomFieldValidator<string, UniqueOptions> = async (
  ...args
) => (await import('../form/validateUnique')).validateUnique(...args);

/** `ui:field: KratixUniqueValue`, for forms of classic apps. */
export const uniqueValueFieldExtension = createScaffolderFieldExtension<
  string,
  UniqueOptions
>({
  name: 'KratixUniqueValue',
  component: Field,
  validation,
});
