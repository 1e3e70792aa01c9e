#!/usr/bin/env node
// Prints the role of impersonator.yaml for the people and teams of Backstage's catalog. Needs Node.js only.
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';

const usage = `Usage: node names.mjs [--prefix <prefix>] < names.txt > impersonator-role.yaml

Reads entity references, one a line, such as user:default/ada and group:default/payments; other lines are
refused. From a catalog:

  curl -H "Authorization: Bearer $TOKEN" \\
    "$BACKSTAGE/api/catalog/entity-facets?facet=metadata.name&filter=kind=user" |
    jq -r '.facets["metadata.name"][].value | "user:default/" + .'

  --prefix <prefix>  what the platform's identity settings put in front (default backstage:)
`;

const reference = /^(user|group):[a-z0-9._-]+\/[a-z0-9._-]+$/;

function rule(resource, names) {
  return names.length
    ? `  - apiGroups: ['']
    resources: [${resource}]
    resourceNames:
${names.map(name => `      - '${name}'\n`).join('')}    verbs: [impersonate]
`
    : '';
}

async function main() {
  const { values } = parseArgs({
    options: {
      prefix: { type: 'string', default: 'backstage:' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  if (
    !/^[A-Za-z0-9._:/@#-]*$/.test(values.prefix) ||
    /^system:/i.test(values.prefix)
  ) {
    throw new Error(
      '--prefix may hold letters, digits and ._:/@#-, and not begin with system:',
    );
  }
  const lines = (await text(process.stdin))
    .split('\n')
    .map(line => line.trim().toLowerCase())
    .filter(Boolean);
  const wrong = lines.find(line => !reference.test(line));
  if (wrong !== undefined) {
    throw new Error(
      `${JSON.stringify(wrong)} is no reference to a user or group`,
    );
  }
  const names = kind =>
    [...new Set(lines.filter(line => line.startsWith(`${kind}:`)))]
      .sort()
      .map(line => `${values.prefix}${line}`);
  const rules = rule('users', names('user')) + rule('groups', names('group'));
  process.stdout.write(`apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: backstage-kratix-impersonator
rules:${rules ? `\n${rules}` : ' []\n'}`);
}

main().catch(error => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
