/** `ui:options` of `KratixClusterToken`: whose platform's token is sent. One of the two. @public */
export type ClusterTokenOptions = {
  /** Configured name of the platform. */
  platform?: string;
  /** Name of the form's field that holds it. */
  platformField?: string;
};

const text = (value: unknown) =>
  typeof value === 'string' && value ? value : undefined;

/** The platform that the options name; undefined where they name none. */
export function platformOf(
  options: Partial<Record<keyof ClusterTokenOptions, unknown>> | undefined,
  formData: Record<string, unknown> | undefined,
): string | undefined {
  const field = text(options?.platformField);
  return text(options?.platform) ?? (field && text(formData?.[field]));
}
