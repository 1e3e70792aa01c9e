#!/usr/bin/env node
// Prints the ClusterRoles with which Backstage reads and writes the requests of Promises; the aggregated
// roles of roles.yaml take them up by their labels. Needs Node.js and kubectl, and nothing else.
import { execFile } from 'node:child_process';
import { parseArgs, promisify } from 'node:util';

const usage = `Usage: node promise-rules.mjs [options] [> promises.yaml]

  -f, --filename <file>    Promises of this file in place of those that are installed; may be repeated
      --missing            only what the service account may not do yet (asks the cluster, as that account)
      --account <ns:name>  that service account (default backstage:backstage-kratix)
      --kubeconfig <file>  as for kubectl
      --context <name>     as for kubectl
  -h, --help               this text
`;

const run = promisify(execFile);
const GROUP = 'rbac.authorization.k8s.io';
const ROLES = [
  { role: 'reader', verbs: ['get', 'list', 'watch'] },
  { role: 'writer', verbs: ['create', 'patch', 'delete'] },
];
const PARALLEL = 8;

class UsageError extends Error {}

function readOptions() {
  try {
    return parseArgs({
      options: {
        filename: { type: 'string', short: 'f', multiple: true },
        missing: { type: 'boolean' },
        account: { type: 'string', default: 'backstage:backstage-kratix' },
        kubeconfig: { type: 'string' },
        context: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${error.message}\n\n${usage}`);
  }
}

function kubectlFor({ kubeconfig, context }) {
  const access = [
    ...(kubeconfig ? ['--kubeconfig', kubeconfig] : []),
    ...(context ? ['--context', context] : []),
  ];
  return async (args, input) => {
    const running = run('kubectl', [...args, ...access], {
      maxBuffer: 256 * 1024 * 1024,
    });
    running.child.stdin.end(input ?? '');
    try {
      return (await running).stdout;
    } catch (error) {
      const why =
        error.code === 'ENOENT' ? 'it is not installed' : error.stderr?.trim();
      throw new UsageError(
        `kubectl ${args.slice(0, 2).join(' ')} failed: ${why || error.message}`,
      );
    }
  };
}

/** The objects that kubectl printed as JSON: one, a List, or several one after another. */
function objectsOf(json) {
  const documents = json
    .split(/^(?=\{$)/m)
    .filter(text => text.trim())
    .map(text => JSON.parse(text));
  return documents.flatMap(one => (one.kind === 'List' ? one.items : [one]));
}

async function readPromises(kubectl, files) {
  if (!files) {
    const list = await kubectl([
      'get',
      'promises.platform.kratix.io',
      '-o',
      'json',
    ]);
    return objectsOf(list);
  }
  const found = [];
  for (const file of files) {
    // kubectl reads the YAML; the annotation is never seen by anybody.
    const json = await run('kubectl', [
      ...['annotate', '--local', '--dry-run=client', '-o', 'json'],
      ...['-f', file, 'read=true'],
    ]).catch(error => {
      throw new UsageError(
        `${file} cannot be read: ${error.stderr?.trim() || error.message}`,
      );
    });
    const promises = objectsOf(json.stdout).filter(
      one => one.kind === 'Promise',
    );
    if (!promises.length) throw new UsageError(`${file} holds no Promise`);
    found.push(...promises);
  }
  return found;
}

/** What a Promise lets people request; undefined where it offers nothing. */
function apiOf({ metadata, spec }) {
  const group = spec?.api?.spec?.group;
  const resource = spec?.api?.spec?.names?.plural;
  if (!group || !resource) return undefined;
  // What is printed is applied to a cluster: a Promise must not be able to write more into it.
  const name = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;
  for (const text of [metadata.name, group, resource]) {
    if (typeof text !== 'string' || !name.test(text) || text.length > 253) {
      throw new UsageError(
        `Promise ${JSON.stringify(metadata.name)}: ${JSON.stringify(
          text,
        )} is not a name that Kubernetes accepts`,
      );
    }
  }
  return { promise: metadata.name, group, resource };
}

function rolesOf({ promise, group, resource }) {
  return ROLES.map(({ role, verbs }) => ({
    promise,
    role,
    group,
    resource,
    verbs,
  }));
}

/** Leaves the roles with a verb that the account may not do in all namespaces, and names these. */
async function leaveMissing(kubectl, roles, account) {
  const questions = roles.flatMap(role =>
    role.verbs.map(verb => ({ role, verb })),
  );
  const refused = new Set();
  const ask = async () => {
    for (let next = questions.pop(); next; next = questions.pop()) {
      const { group, resource } = next.role;
      const answer = await kubectl(
        [
          ...['create', '--raw'],
          '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
          ...['-f', '-', '--as', `system:serviceaccount:${account}`],
        ],
        JSON.stringify({
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectAccessReview',
          spec: { resourceAttributes: { verb: next.verb, group, resource } },
        }),
      );
      if (!JSON.parse(answer).status.allowed) refused.add(next);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, ask));
  return roles
    .map(role => ({
      ...role,
      // In their own order: questions were answered as they came.
      missing: role.verbs.filter(verb =>
        [...refused].some(one => one.role === role && one.verb === verb),
      ),
    }))
    .filter(({ missing }) => missing.length);
}

function print({ promise, role, group, resource, verbs, missing }) {
  const note = missing ? `# not allowed yet: ${missing.join(', ')}\n` : '';
  return `---
${note}apiVersion: ${GROUP}/v1
kind: ClusterRole
metadata:
  name: backstage-kratix-promise-${promise}-${role}
  labels:
    kratix.backstage.io/aggregate-to-requests-${role}: 'true'
rules:
  - apiGroups: ['${group}']
    resources: ['${resource}']
    verbs: [${verbs.join(', ')}]
`;
}

async function main() {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(usage);
    return;
  }
  if (!/^[a-z0-9-]+:[a-z0-9.-]+$/.test(options.account)) {
    throw new UsageError('--account wants <namespace>:<name>');
  }
  const kubectl = kubectlFor(options);
  const promises = await readPromises(kubectl, options.filename);
  const wanted = promises
    .flatMap(promise => apiOf(promise) ?? [])
    .sort((a, b) => (a.promise < b.promise ? -1 : 1))
    .flatMap(rolesOf);
  const roles = options.missing
    ? await leaveMissing(kubectl, wanted, options.account)
    : wanted;
  process.stdout.write(roles.map(print).join(''));
  if (options.missing && !roles.length) {
    process.stderr.write(
      `Nothing is missing: ${
        options.account
      } may do all it needs with the requests of ${
        wanted.length / ROLES.length
      } Promise(s).\n`,
    );
  }
}

main().catch(error => {
  process.stderr.write(
    `${error instanceof UsageError ? error.message : error.stack}\n`,
  );
  process.exitCode = 1;
});
