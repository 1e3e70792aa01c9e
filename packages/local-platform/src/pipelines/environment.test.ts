import { ContainerConfigError, resolveEnvironment } from './environment';
import { Container } from './podSpec';

const sources = {
  configMap: async (name: string) =>
    name === 'settings' ? { A: 'a', B: '$(A)' } : undefined,
  secret: async (name: string) =>
    name === 'login' ? { password: 'p' } : undefined,
  field: (path: string) => (path === 'metadata.name' ? 'pod' : undefined),
};

const resolve = (container: Partial<Container>) =>
  resolveEnvironment({ name: 'c', image: 'i', ...container }, sources);

describe('resolveEnvironment', () => {
  it('takes values from everywhere, later ones over earlier ones', async () => {
    expect(
      await resolve({
        envFrom: [
          { configMapRef: { name: 'settings' } },
          { prefix: 'X_', configMapRef: { name: 'settings' } },
          { secretRef: { name: 'none', optional: true } },
        ],
        env: [
          { name: 'A', value: 'over' },
          {
            name: 'PASSWORD',
            valueFrom: { secretKeyRef: { name: 'login', key: 'password' } },
          },
          {
            name: 'NONE',
            valueFrom: {
              configMapKeyRef: { name: 'settings', key: 'C', optional: true },
            },
          },
          {
            name: 'NAME',
            valueFrom: { fieldRef: { fieldPath: 'metadata.name' } },
          },
          { name: 'ALL', value: '$(A)-$(NAME)-$$(A)-$(UNKNOWN)-$5' },
        ],
      }),
    ).toEqual({
      A: 'over',
      B: '$(A)',
      X_A: 'a',
      X_B: '$(A)',
      PASSWORD: 'p',
      NAME: 'pod',
      ALL: 'over-pod-$(A)-$(UNKNOWN)-$5',
    });
  });

  it.each<[Partial<Container>, string]>([
    [{ envFrom: [{ secretRef: { name: 'none' } }] }, 'secret "none" not found'],
    [
      {
        env: [
          {
            name: 'A',
            valueFrom: { configMapKeyRef: { name: 'none', key: 'k' } },
          },
        ],
      },
      'configmap "none" not found',
    ],
    [
      {
        env: [
          {
            name: 'A',
            valueFrom: { secretKeyRef: { name: 'login', key: 'k' } },
          },
        ],
      },
      "couldn't find key k in Secret login",
    ],
    [
      {
        env: [
          {
            name: 'A',
            valueFrom: { fieldRef: { fieldPath: 'status.podIP' } },
          },
        ],
      },
      'status.podIP',
    ],
  ])('says what is missing', async (container, message) => {
    await expect(resolve(container)).rejects.toThrow(ContainerConfigError);
    await expect(resolve(container)).rejects.toThrow(message);
  });
});
