import { ApiHolder, translationApiRef } from '@backstage/frontend-plugin-api';
import { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { kratixApiRef } from '../api/kratixApiRef';
import { kratixTranslationRef } from '../translation';
import { takenMessage } from './takenMessage';
import { readUniqueOptions, UniqueOptions } from './uniqueOptions';

function translator(apis: ApiHolder) {
  const snapshot = apis
    .get(translationApiRef)
    ?.getTranslation(kratixTranslationRef);
  return snapshot?.ready ? snapshot.t : undefined;
}

/**
 * Keeps the form from going on with a value that another request holds. Where it cannot be asked for,
 * the form goes on: the backend checks again when the request is made.
 */
export const validateUnique: CustomFieldValidator<
  string,
  UniqueOptions
> = async (value, field, { apiHolder, uiSchema }) => {
  const kratix = apiHolder.get(kratixApiRef);
  const t = translator(apiHolder);
  const options = readUniqueOptions(uiSchema?.['ui:options']);
  if (!value || !kratix || !t) {
    return;
  }
  if (!options) {
    field.addError(t('unique.misconfigured'));
    return;
  }
  const result = await kratix
    .checkUnique({
      platform: options.platform,
      promise: options.promise,
      field: options.uniqueField,
      value,
    })
    .catch(() => undefined);
  const message = result && takenMessage(t, value, result);
  if (message) {
    field.addError(message);
  }
};
