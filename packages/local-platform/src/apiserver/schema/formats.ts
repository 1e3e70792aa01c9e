import { fullFormats } from 'ajv-formats/dist/formats';

const goDuration = /^[-+]?(0|(\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/;
const base64 =
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const uuid =
  /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

/** Formats whose meaning in Kubernetes differs from JSON Schema's, or that JSON Schema does not have. */
const ours: Record<string, (text: string) => boolean> = {
  byte: text => base64.test(text),
  duration: text => goDuration.test(text),
  datetime: text => checkStandard('date-time', text),
  uuid: text => uuid.test(text),
  mac: text => /^([0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i.test(text),
  cidr: text => {
    const [address, bits, ...rest] = text.split('/');
    const size = Number(bits);
    if (rest.length || !/^\d{1,3}$/.test(bits ?? '')) return false;
    return (
      (checkStandard('ipv4', address) && size <= 32) ||
      (checkStandard('ipv6', address) && size <= 128)
    );
  },
};

const standard = new Set([
  'date',
  'date-time',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'uri',
] as const);

type StandardFormat = typeof standard extends Set<infer Name> ? Name : never;

function isStandard(format: string): format is StandardFormat {
  return (standard as Set<string>).has(format);
}

function checkStandard(format: StandardFormat, text: string): boolean {
  const definition: unknown = fullFormats[format];
  const check =
    typeof definition === 'object' &&
    definition !== null &&
    'validate' in definition
      ? definition.validate
      : definition;
  if (check instanceof RegExp) return check.test(text);
  return typeof check === 'function' ? Boolean(check(text)) : true;
}

/** Whether a string has a format. As in Kubernetes, formats that are not known are not checked. */
export function hasFormat(format: string, text: string): boolean {
  if (Object.hasOwn(ours, format)) return ours[format](text);
  return isStandard(format) ? checkStandard(format, text) : true;
}
