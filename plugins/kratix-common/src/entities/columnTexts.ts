import { KubeObject } from '../kube';
import { PrinterColumn } from '../promise';
import { KratixRequest } from '../request';
import { RequestColumn } from '../requestDetails';
import { isSecretName, isSecretValue } from './secrets';
import { cleanText } from './text';

const LONGEST_VALUE = 200;

/**
 * Fields of a status that say how a request is doing. They change with every run, so that an entity
 * with their values would be written again and again; the pages of the plugin show them.
 */
const STATE_FIELDS =
  /^(conditions|message|observedGeneration|kratix|workflows.*|healthStatus|health|phase|state|status|ready|progress|replicas|last[A-Z].*|.*(At|Time|Timestamp))$/;

/** Splits a path such as `.spec.a` or `.status.b["c"][0]`. Filters and wildcards are not known. */
function readPath(jsonPath: string): string[] | undefined {
  const path = jsonPath.startsWith('.') ? jsonPath : `.${jsonPath}`;
  const step =
    /\.([A-Za-z_][\w-]*)|\[(\d{1,4})\]|\[(?:'([^'\]]+)'|"([^"\]]+)")\]/y;
  const segments: string[] = [];
  while (step.lastIndex < path.length) {
    const match = step.exec(path);
    if (!match) {
      return undefined;
    }
    segments.push(match[1] ?? match[2] ?? match[3] ?? match[4]);
  }
  return segments;
}

function follow(value: unknown, segments: string[]): unknown {
  let current = value;
  for (const segment of segments) {
    if (
      typeof current !== 'object' ||
      current === null ||
      !Object.hasOwn(current, segment)
    ) {
      return undefined;
    }
    current = Object.getOwnPropertyDescriptor(current, segment)?.value;
  }
  return current;
}

function toText(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
      return String(value);
    default:
      return undefined;
  }
}

/** Longest text of a column on a page. */
const LONGEST_COLUMN = 500;

/**
 * What the printer columns of a request's kind say about it, for its page: every column that has a
 * value, lists and objects as JSON. Those of its metadata and of its message are left out: its page
 * shows them anyway.
 *
 * @param manifest - the object as the cluster has it
 * @public
 */
export function readColumns(
  manifest: KubeObject,
  columns: PrinterColumn[],
): RequestColumn[] {
  return columns.flatMap(({ name, jsonPath, description }) => {
    const fields = readPath(jsonPath) ?? [];
    const [root, field] = fields;
    const isShownAnyway =
      root === 'metadata' || (root === 'status' && field === 'message');
    const found =
      fields.length && !isShownAnyway ? follow(manifest, fields) : undefined;
    if (found === undefined || found === null || found === '') {
      return [];
    }
    const value = toText(found) ?? JSON.stringify(found);
    return [
      {
        name,
        value:
          value.length > LONGEST_COLUMN
            ? `${value.slice(0, LONGEST_COLUMN - 1)}…`
            : value,
        description,
        ...(root === 'status' && fields.length === 2 && { statusField: field }),
      },
    ];
  });
}

/**
 * What the printer columns of a request's kind say about it, for people, as far as it is fit for the
 * catalog: plain values of `spec` and `status` that do not follow the request's state and do not look
 * secret. Columns that only `kubectl get -o wide` shows are left out.
 */
export function columnTexts(
  request: Pick<KratixRequest, 'spec' | 'status'>,
  columns: PrinterColumn[],
): { name: string; text: string }[] {
  return columns.flatMap(({ name, type, jsonPath, priority = 0 }) => {
    const [root, ...fields] = readPath(jsonPath) ?? [];
    const isPlain =
      fields.length > 0 &&
      (root === 'spec' || (root === 'status' && !STATE_FIELDS.test(fields[0])));
    if (
      !isPlain ||
      type === 'date' ||
      priority > 0 ||
      [name, ...fields].some(isSecretName)
    ) {
      return [];
    }
    const source = root === 'spec' ? request.spec : request.status;
    const value = toText(follow(source, fields));
    if (!value || isSecretValue(value)) {
      return [];
    }
    const text = cleanText(value, LONGEST_VALUE);
    const title = cleanText(name, LONGEST_VALUE);
    return text && title ? [{ name: title, text }] : [];
  });
}

/** Whether a field of a status says how the request is doing, rather than what it gave. */
export function isStateField(name: string): boolean {
  return STATE_FIELDS.test(name);
}
