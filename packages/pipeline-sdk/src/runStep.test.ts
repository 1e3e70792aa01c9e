import { z } from 'zod';
import { objectSchema } from './objectSchema';
import { PipelineError } from './PipelineError';
import { type StepHandler } from './runStep';
import { executeStep } from './testing';

const request = {
  apiVersion: 'platform.kratix.io/v1alpha1',
  kind: 'Team',
  metadata: { name: 'payments', namespace: 'default', labels: { a: 'b' } },
  spec: { id: 'payments' },
  status: { message: 'Pending' },
};
const promise = {
  apiVersion: 'platform.kratix.io/v1alpha1',
  kind: 'Promise',
  metadata: { name: 'team' },
  spec: {},
};
const configure = (handler: StepHandler, object: object = request) =>
  executeStep({ configure: handler }, { object });

describe('a step', () => {
  it('reads its object through the schema it gives', async () => {
    const team = objectSchema(z.object({ id: z.string() }));
    const result = await configure(async pipeline => {
      const { metadata, spec } = await pipeline.readObject(team);
      expect({ metadata, spec }).toEqual({
        metadata: request.metadata,
        spec: { id: 'payments' },
      });
    });
    expect(result).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: '',
      outputs: {},
      status: {},
      destinationSelectors: [],
      workflowControl: {},
    });
  });

  it('fails on one line that names the field when the object is another', async () => {
    const team = objectSchema(z.object({ id: z.number(), name: z.string() }));
    const result = await configure(async pipeline => {
      await pipeline.readObject(team);
    });
    expect(result.exitCode).toBe(1);
    expect(result.stderr).toBe(
      'Team "payments" is not what this step understands: spec.id: Expected number, received string; spec.name: Required\n',
    );
  });

  it('fails on one line with the causes of an error, and no control characters', async () => {
    const result = await configure(() => {
      throw new PipelineError('No\r\nluck', {
        cause: new Error('the \u001b[31mhost\u0000 is gone'),
      });
    });
    expect(result.exitCode).toBe(1);
    expect(result.stderr).toBe('No luck: the [31mhost is gone\n');
  });

  it('runs the handler of the action, and fails when there is none', async () => {
    const done: string[] = [];
    const step = {
      configure: () => void done.push('configure'),
      delete: () => void done.push('delete'),
    };
    await executeStep(step, { object: request });
    await executeStep(step, { object: request, action: 'delete' });
    expect(done).toEqual(['configure', 'delete']);
    const result = await executeStep(
      { configure: step.configure },
      { object: request, action: 'delete' },
    );
    expect(result.exitCode).toBe(1);
    expect(result.stderr).toContain('it has no delete handler');
  });

  it('writes files and where they go', async () => {
    const result = await configure(async pipeline => {
      await pipeline.writeOutput('b/two.yaml', { kind: 'B', a: 1 });
      await pipeline.writeOutput('one.txt', 'one');
      await pipeline.writeDestinationSelectors([
        { matchLabels: { environment: 'dev' } },
        { directory: './b/', matchLabels: { environment: 'old' } },
      ]);
      await pipeline.writeDestinationSelectors([
        { directory: 'b', matchLabels: { environment: 'prod' } },
      ]);
    });
    expect(result.stderr).toBe('');
    expect(result.outputs).toEqual({
      'b/two.yaml': 'a: 1\nkind: B\n',
      'one.txt': 'one',
    });
    expect(result.destinationSelectors).toEqual([
      { directory: '.', matchLabels: { environment: 'dev' } },
      { directory: 'b', matchLabels: { environment: 'prod' } },
    ]);
  });

  const labels = { matchLabels: { a: 'b' } };
  it.each([
    ['a nested directory', [{ directory: 'a/b', ...labels }], 'directly below'],
    ['a parent directory', [{ directory: '..', ...labels }], 'directly below'],
    [
      'an absolute directory',
      [{ directory: '/', ...labels }],
      'directly below',
    ],
    ['no labels', [{ matchLabels: {} }], 'has no labels'],
    ['an empty label', [{ matchLabels: { '': 'x' } }], 'has no labels'],
    [
      'one directory twice',
      [
        { directory: 'a', ...labels },
        { directory: 'a/', ...labels },
      ],
      'the directory "a" twice',
    ],
    [
      'a directory never written',
      [{ directory: 'a', ...labels }],
      'nothing was written there',
    ],
  ])('refuses selectors with %s', async (_, selectors, reason) => {
    const result = await configure(pipeline =>
      pipeline.writeDestinationSelectors(selectors),
    );
    expect(result.exitCode).toBe(1);
    expect(result.stderr).toContain(reason);
  });

  it('merges status by top-level key, and conditions by type', async () => {
    const result = await configure(async pipeline => {
      await pipeline.writeStatus({
        message: 'one',
        iam: { user: 'u' },
        conditions: [
          { type: 'A', status: 'False' },
          { type: 'B', status: 'True' },
        ],
      });
      await pipeline.writeStatus({
        iam: { role: 'r' },
        conditions: [{ type: 'A', status: 'True' }],
      });
    });
    expect(result.status).toEqual({
      message: 'one',
      iam: { role: 'r' },
      conditions: [
        { type: 'B', status: 'True' },
        { type: 'A', status: 'True' },
      ],
    });
  });

  it('refuses status fields that Kratix fails on or drops', async () => {
    const own = await configure(pipeline =>
      pipeline.writeStatus({ kratix: {} }),
    );
    expect(own.stderr).toContain('"kratix" belongs to Kratix');
    const dropped = await configure(
      pipeline => pipeline.writeStatus({ message: 'ok', url: 'x' }),
      promise,
    );
    expect(dropped.stderr).toContain('Status fields url would be dropped');
    const kept = await configure(
      pipeline => pipeline.writeStatus({ message: 'ok' }),
      promise,
    );
    expect(kept).toMatchObject({ exitCode: 0, status: { message: 'ok' } });
  });

  it('suspends, with selectors for what it did not come to write', async () => {
    const result = await configure(async pipeline => {
      await pipeline.writeDestinationSelectors([{ directory: 'a', ...labels }]);
      await pipeline.suspend('Approve it first');
    });
    expect(result).toMatchObject({
      exitCode: 0,
      workflowControl: { suspend: true, message: 'Approve it first' },
    });
  });

  it('asks to be run again later, in a duration that Kratix reads', async () => {
    const later = await configure(pipeline =>
      pipeline.retryAfter('1m30s', 'Not yet'),
    );
    expect(later.workflowControl).toEqual({
      retryAfter: '1m30s',
      message: 'Not yet',
    });
    const wrong = await configure(pipeline =>
      pipeline.retryAfter('1d', 'Not yet'),
    );
    expect(wrong).toMatchObject({ exitCode: 1, workflowControl: {} });
    expect(wrong.stderr).toContain('"1d" is not a positive Go duration');
  });

  it('refuses outputs in a delete workflow, which Kratix ignores', async () => {
    const result = await executeStep(
      { delete: pipeline => pipeline.writeOutput('a.yaml', { kind: 'A' }) },
      { object: request, action: 'delete' },
    );
    expect(result).toMatchObject({ exitCode: 1, outputs: {} });
    expect(result.stderr).toContain('would be ignored');
  });
});
