/** Fields of a request's status that Kratix itself writes, and that its page shows otherwise. */
const KRATIX_FIELDS = new Set([
  'conditions',
  'healthStatus',
  'kratix',
  'lastSuccessfulConfigureWorkflowTime',
  'message',
  'observedGeneration',
  'promiseVersion',
  'resourceBindingVersion',
  'workflows',
  'workflowsFailed',
  'workflowsSucceeded',
]);

const MAX_VALUES = 50;
const MAX_LENGTH = 500;

/** A value that a Pipeline has reported. */
export interface StatusValue {
  name: string;
  text: string;
  /** The value as an address, where it is one of the web. */
  href?: string;
}

function webAddress(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    return undefined;
  }
  return new URL(text).href;
}

/**
 * What the Pipelines of a request report in its status: the plain values, in the order of the
 * status. Objects and lists are left to the manifest; long text is cut.
 */
export function readStatusValues(status: unknown): StatusValue[] {
  if (typeof status !== 'object' || status === null || Array.isArray(status)) {
    return [];
  }
  return Object.entries(status)
    .filter(
      ([name, value]) =>
        !KRATIX_FIELDS.has(name) &&
        ['string', 'number', 'boolean'].includes(typeof value) &&
        value !== '',
    )
    .slice(0, MAX_VALUES)
    .map(([name, value]) => {
      const text = String(value);
      return {
        name,
        text: text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text,
        href: text.length > MAX_LENGTH ? undefined : webAddress(text),
      };
    });
}
