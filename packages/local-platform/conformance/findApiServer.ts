import { textAt } from './json';
import { Answer, KubeApi } from './KubeApi';

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && !error.message) {
    return error.errors.map(reasonOf).join(', ');
  }
  return error instanceof Error ? error.message : String(error);
}

/**
 * Makes sure that there is an API server to check, and that it takes the credentials.
 *
 * @param server - its address, for the message
 * @throws Error that says in one sentence what is wrong, and what to do
 */
export async function findApiServer(
  api: KubeApi,
  server: string,
): Promise<void> {
  let answer: Answer;
  try {
    answer = await api.call('GET', '/api');
  } catch (error) {
    throw new Error(
      `No API server answers at ${server} (${reasonOf(
        error,
      )}): see that it runs, and that the kubeconfig has its address and certificate authority.`,
      { cause: error },
    );
  }
  const { status, body } = answer;
  if (status === 401) {
    throw new Error(
      `${server} does not accept the credentials in the kubeconfig (401): see what kubectl auth whoami says.`,
    );
  }
  if (!['APIVersions', 'Status'].includes(textAt(body, 'kind'))) {
    throw new Error(
      `${server} is no Kubernetes API server (/api answers ${status}): see that the kubeconfig has the right address.`,
    );
  }
}
