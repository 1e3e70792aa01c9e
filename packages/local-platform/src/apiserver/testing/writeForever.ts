import { createApiServer } from '../createApiServer';

/** Run as a process of its own: creates ConfigMaps one after another and prints the name of each one stored. */
async function main(file: string): Promise<void> {
  const server = await createApiServer({ file, token: 'unused' });
  const type = { group: '', version: 'v1', resource: 'configmaps' };
  for (let count = 0; ; count++) {
    const name = `c${count}`;
    await server.client.create(type, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace: 'default' },
      data: { text: 'x'.repeat(1_000) },
    });
    process.stdout.write(`${name}\n`);
  }
}

main(process.argv[2]).catch(error => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
