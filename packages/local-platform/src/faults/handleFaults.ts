import { KubeStatusError } from '../kube';
import { faultSchema } from './Fault';
import { FaultBox } from './FaultBox';

const root = '/local-platform/faults';

/** A request for the faults, and what answers it. */
export interface FaultAnswer {
  status: number;
  body: unknown;
}

/** Whether a path is one of the faults'. */
export function isFaultPath(path: string): boolean {
  return path === root || path.startsWith(`${root}/`);
}

/**
 * Answers `GET`, `POST` and `DELETE /local-platform/faults` and `DELETE /local-platform/faults/<id>`.
 *
 * @throws KubeStatusError for what cannot be done
 */
export function handleFaults(
  faults: FaultBox,
  method: string,
  path: string,
  body: string,
): FaultAnswer {
  const id = path.slice(root.length + 1);
  if (method === 'GET' && !id) {
    return { status: 200, body: { items: faults.list() } };
  }
  if (method === 'POST' && !id) {
    return { status: 201, body: faults.add(readFault(body)) ?? {} };
  }
  if (method === 'DELETE') {
    const removed = faults.remove(id || undefined);
    if (id && removed === 0) {
      throw new KubeStatusError(404, 'NotFound', `There is no fault ${id}`);
    }
    return { status: 200, body: { removed } };
  }
  throw new KubeStatusError(
    405,
    'MethodNotAllowed',
    'Faults are read by GET, added by POST and removed by DELETE',
  );
}

function readFault(body: string) {
  let given: unknown;
  try {
    given = JSON.parse(body);
  } catch {
    throw new KubeStatusError(400, 'BadRequest', 'A fault is a JSON object');
  }
  const parsed = faultSchema.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new KubeStatusError(
      400,
      'BadRequest',
      `This is no fault: ${issue.path.join('.') || 'it'}: ${issue.message}`,
    );
  }
  return parsed.data;
}
