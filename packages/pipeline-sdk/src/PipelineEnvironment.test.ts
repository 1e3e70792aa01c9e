import { readPipelineEnvironment } from './PipelineEnvironment';

const env = {
  KRATIX_WORKFLOW_ACTION: 'configure',
  KRATIX_WORKFLOW_TYPE: 'resource',
  KRATIX_PROMISE_NAME: 'team',
  KRATIX_PIPELINE_NAME: 'instance-configure',
  KRATIX_OBJECT_KIND: 'Team',
  KRATIX_OBJECT_GROUP: 'platform.kratix.io',
  KRATIX_OBJECT_VERSION: 'v1alpha1',
  KRATIX_OBJECT_NAME: 'payments',
  KRATIX_OBJECT_NAMESPACE: 'default',
  KRATIX_CRD_PLURAL: 'teams',
  KRATIX_CLUSTER_SCOPED: 'false',
};

describe('readPipelineEnvironment', () => {
  it('reads what Kratix sets', () => {
    expect(readPipelineEnvironment(env)).toEqual({
      workflowAction: 'configure',
      workflowType: 'resource',
      promiseName: 'team',
      pipelineName: 'instance-configure',
      object: {
        kind: 'Team',
        group: 'platform.kratix.io',
        version: 'v1alpha1',
        name: 'payments',
        namespace: 'default',
      },
      crdPlural: 'teams',
      clusterScoped: false,
      dryRun: false,
      root: '/kratix',
    });
  });

  it('knows a Promise workflow, a dry run and a moved directory', () => {
    const read = readPipelineEnvironment({
      ...env,
      KRATIX_WORKFLOW_TYPE: 'promise',
      KRATIX_OBJECT_NAMESPACE: '',
      KRATIX_CLUSTER_SCOPED: 'true',
      KRATIX_DRY_RUN: 'true',
      KRATIX_ROOT: '/tmp/x',
    });
    expect(read).toMatchObject({
      workflowType: 'promise',
      clusterScoped: true,
      dryRun: true,
      root: '/tmp/x',
    });
    expect(read.object).not.toHaveProperty('namespace');
  });

  it('names every variable that is missing or wrong', () => {
    expect(() =>
      readPipelineEnvironment({
        ...env,
        KRATIX_WORKFLOW_ACTION: 'update',
        KRATIX_OBJECT_NAME: undefined,
      }),
    ).toThrow(
      /Not in a Kratix pipeline.*KRATIX_WORKFLOW_ACTION: .*KRATIX_OBJECT_NAME: /,
    );
  });
});
