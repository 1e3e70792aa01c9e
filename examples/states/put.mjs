#!/usr/bin/env node
/**
 * Puts the platform that kubectl talks to into every state there is to see, or into those that are
 * named; each request is named as its state.
 *   node examples/states/put.mjs [STATE…]
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const pathOf = file => fileURLToPath(new URL(file, import.meta.url));
const faulty = parse(readFileSync(pathOf('promise.yaml'), 'utf8'));
const firstPipeline = spec => spec.workflows.resource.configure[0].spec;

/** Requests of `faulty`, with the behaviour that they ask for. */
const REQUESTS = {
  ready: 'none',
  'failing-step': 'fail',
  running: 'slow',
  'endless-log': 'endless',
  suspended: 'suspend',
  'suspended-with-retry': 'retry',
  paused: 'none',
  unschedulable: 'nowhere',
  misplaced: 'move',
  'store-not-ready': 'unwritable',
  unhealthy: 'none',
  degraded: 'none',
  'deletion-blocked': 'undeletable',
  'hostile-texts': 'hostile',
  'huge-status': 'huge',
  'wrong-types': 'types',
  'many-conditions': 'conditions',
};

/** What makes a Promise of its own differ from `faulty`. */
const PROMISES = {
  'image-cannot-be-pulled': spec => {
    firstPipeline(spec).containers[0].image = 'registry.example.com/no/such:v1';
  },
  'requirement-missing': spec => {
    spec.requiredPromises = [{ name: 'no-such-promise', version: 'v1.0.0' }];
  },
  'two-hundred-steps': spec => {
    const [step] = firstPipeline(spec).containers;
    firstPipeline(spec).containers = Array.from(
      { length: 200 },
      (_, index) => ({
        ...step,
        name: `step-${index + 1}`,
        command: ['echo', `Step ${index + 1} of 200`],
      }),
    );
  },
};

const known = [...Object.keys(REQUESTS), ...Object.keys(PROMISES)];
const states = process.argv.length > 2 ? process.argv.slice(2) : known;
const unknown = states.filter(state => !known.includes(state));
if (unknown.length > 0) {
  process.stderr.write(
    `No such state: ${unknown.join(', ')}. There are ${known.join(', ')}.\n`,
  );
  process.exit(1);
}

/** Runs kubectl; what it complains of is in the error. */
function kubectl(args, input) {
  const output = execFileSync('kubectl', args, {
    encoding: 'utf8',
    stdio: 'pipe',
    input,
  });
  process.stdout.write(output);
}

function apply(items) {
  const list = { apiVersion: 'v1', kind: 'List', items };
  kubectl(['apply', '-f', '-'], JSON.stringify(list));
}

/** The API of a Promise is there a moment after it. */
async function eventually(attempt) {
  for (const deadline = Date.now() + 60_000; ; await delay(200)) {
    try {
      return attempt();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}

/** `faulty` under another name, changed. */
function variant(name, change) {
  const promise = structuredClone(faulty);
  const { spec } = promise.spec.api;
  const word = name.replaceAll('-', '');
  promise.metadata.name = name;
  promise.spec.api.metadata.name = `${word}.${spec.group}`;
  spec.names = { kind: word, plural: word, singular: word };
  change(promise.spec);
  return promise;
}

function request(name, promise, behaviour) {
  const { group, names, versions } = promise.spec.api.spec;
  return {
    apiVersion: `${group}/${versions[0].name}`,
    kind: names.kind,
    metadata: {
      name,
      namespace: 'default',
      ...(name === 'paused' && { labels: { 'kratix.io/paused': 'true' } }),
    },
    spec: { behaviour },
  };
}

const promises = [];
const requests = [];
for (const state of states) {
  if (state in REQUESTS) {
    requests.push(request(state, faulty, REQUESTS[state]));
  } else {
    const promise = variant(state, PROMISES[state]);
    promises.push(promise);
    requests.push(request(state, promise, 'none'));
  }
}

kubectl(['apply', '-f', pathOf('places.yaml')]);
apply([faulty, ...promises]);
for (const { spec } of [faulty, ...promises]) {
  await eventually(() =>
    kubectl([
      'wait',
      '--for=condition=Established',
      `crd/${spec.api.metadata.name}`,
    ]),
  );
}
apply(requests);
kubectl(['apply', '-f', pathOf('health.yaml')]);
const reconciled = name =>
  kubectl(['wait', '--for=condition=Reconciled', '--timeout=120s', name]);
if (states.includes('misplaced')) {
  // Placed first; then its Destination is no longer what was asked for.
  reconciled('faulty/misplaced');
  kubectl([
    'label',
    '--overwrite',
    'destination/states-movable',
    'place=moved',
  ]);
}
if (states.includes('deletion-blocked')) {
  reconciled('faulty/deletion-blocked');
  kubectl(['delete', '--wait=false', 'faulty/deletion-blocked']);
}
