import { promises as fs } from 'node:fs';
import { request } from 'node:https';
import { parse } from 'yaml';
import { z } from 'zod';

const kubeconfig = z.object({
  clusters: z
    .array(
      z.object({
        cluster: z.object({
          server: z.string(),
          'certificate-authority-data': z.string(),
        }),
      }),
    )
    .nonempty(),
  users: z
    .array(z.object({ user: z.object({ token: z.string() }) }))
    .nonempty(),
});

/**
 * One request to a running platform, by the kubeconfig that it wrote.
 *
 * @throws Error when there is no such file, or nothing answers
 */
export async function callPlatform(
  kubeconfigPath: string,
  method: string,
  apiPath: string,
  body?: object,
): Promise<{ status: number; body: string }> {
  const text = await fs.readFile(kubeconfigPath, 'utf8').catch(cause => {
    throw new Error(
      `There is no platform at ${kubeconfigPath}: start one, or name its --data-dir`,
      { cause },
    );
  });
  const { clusters, users } = kubeconfig.parse(parse(text));
  const { server, 'certificate-authority-data': authority } =
    clusters[0].cluster;
  return new Promise((resolve, reject) => {
    const sent = request(
      `${server}${apiPath}`,
      {
        method,
        ca: Buffer.from(authority, 'base64'),
        headers: {
          Authorization: `Bearer ${users[0].user.token}`,
          'Content-Type': 'application/json',
        },
      },
      response => {
        let answer = '';
        response
          .setEncoding('utf8')
          .on('data', chunk => (answer += chunk))
          .on('error', reject)
          .on('end', () =>
            resolve({ status: response.statusCode ?? 0, body: answer }),
          );
      },
    );
    sent.on('error', reject);
    sent.end(body && JSON.stringify(body));
  });
}
