import { promises as fs } from 'node:fs';
import { request } from 'node:https';
import { parse } from 'yaml';

/** One request to the API that a kubeconfig leads to, over HTTPS. */
export async function callApi(
  kubeconfigPath: string,
  method: string,
  apiPath: string,
  body?: object,
): Promise<{ status?: number; body: string }> {
  const config = parse(await fs.readFile(kubeconfigPath, 'utf8'));
  const [{ cluster }] = config.clusters;
  return new Promise((resolve, reject) => {
    const sent = request(
      `${cluster.server}${apiPath}`,
      {
        method,
        ca: Buffer.from(cluster['certificate-authority-data'], 'base64'),
        headers: {
          Authorization: `Bearer ${config.users[0].user.token}`,
          'Content-Type': 'application/json',
        },
      },
      response => {
        let text = '';
        response
          .setEncoding('utf8')
          .on('data', chunk => (text += chunk))
          .on('end', () =>
            resolve({ status: response.statusCode, body: text }),
          );
      },
    );
    sent.on('error', reject);
    sent.end(body && JSON.stringify(body));
  });
}
