/** `ui:options` of the field: which value of which Promise's requests must be free. @public */
export type UniqueOptions = {
  /** Configured name of the platform. */
  platform: string;
  /** Name of the Promise. */
  promise: string;
  /**
   * Path of the field in a request, for example `spec.id`. Not called `field`: the form library takes
   * an option of that name for the field component to use.
   */
  uniqueField: string;
};

/** The options of a field; undefined where the Template does not give them all. */
export function readUniqueOptions(
  options: Partial<Record<keyof UniqueOptions, unknown>> | undefined,
): UniqueOptions | undefined {
  const { platform, promise, uniqueField } = options ?? {};
  return typeof platform === 'string' &&
    typeof promise === 'string' &&
    typeof uniqueField === 'string' &&
    platform &&
    promise &&
    uniqueField
    ? { platform, promise, uniqueField }
    : undefined;
}
