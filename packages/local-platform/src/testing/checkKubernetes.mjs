// Reads a JSON array of objects of Kubernetes' own kinds; prints what Kubernetes' OpenAPI says against them, as JSON.
import { text } from 'node:stream/consumers';

const faults = [];
for (const object of JSON.parse(await text(process.stdin))) {
  const { apiVersion, kind, metadata } = object;
  const models = await import(`kubernetes-models/${apiVersion}/${kind}`);
  try {
    new models[kind](object).validate();
  } catch (error) {
    faults.push(`${kind} ${metadata.name}: ${error.message}`);
  }
}
process.stdout.write(JSON.stringify(faults));
