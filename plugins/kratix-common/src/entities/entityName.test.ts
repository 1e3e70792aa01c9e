import { KubernetesValidatorFunctions } from '@backstage/catalog-model';
import fc from 'fast-check';
import {
  EntityNaming,
  NamingModel,
  promiseEntityName,
  requestEntityName,
} from './entityName';

const models: NamingModel[] = ['full', 'namespaced', 'short'];

function naming(model: NamingModel): EntityNaming {
  return { model, namespace: 'default' };
}

/** Names as Kubernetes takes them, and any others. */
const part = fc.oneof(
  fc.stringMatching(/^[a-z0-9]([-a-z0-9.]{0,30}[a-z0-9])?$/),
  fc.constantFrom('a', 'a-b', 'b', 'a_b', 'A', 'a--b', 'x'.repeat(253)),
  fc.string({ minLength: 1 }),
);
const platform = fc.stringMatching(/^[a-z][a-z0-9]{0,9}(-[a-z0-9]{1,9})?$/);
const request = fc.record({
  platform,
  promise: part,
  namespace: part,
  name: part,
});

const toText = ({ namespace, name }: { namespace: string; name: string }) =>
  `${namespace}/${name}`.toLocaleLowerCase('en-US');

describe('entity names', () => {
  const orders = {
    platform: 'local',
    promise: 'database',
    namespace: 'shop',
    name: 'orders',
  };

  it.each([
    ['full', 'default/local_database', 'default/local_database_shop_orders'],
    ['namespaced', 'default/local_database', 'shop/local_database_orders'],
    ['short', 'default/database', 'default/database_shop_orders'],
  ] as const)('are readable: %s', (model, ofPromise, ofRequest) => {
    const { platform: of, promise: name } = orders;
    expect(
      toText(promiseEntityName(naming(model), { platform: of, name })),
    ).toBe(ofPromise);
    expect(toText(requestEntityName(naming(model), orders))).toBe(ofRequest);
  });

  it('shortens what is too long, and stays readable', () => {
    const { name } = requestEntityName(naming('full'), {
      ...orders,
      name: 'a-very-long-name-'.repeat(9),
    });
    expect(name).toMatch(
      /^local_database_shop_a-very-long-name-a-very-l.*__[0-9a-f]{16}$/,
    );
    expect(name).toHaveLength(63);
  });

  it.each(models)(
    'are valid for the catalog, whatever the names: %s',
    model => {
      fc.assert(
        fc.property(request, given => {
          for (const { namespace, name } of [
            requestEntityName(naming(model), given),
            promiseEntityName(naming(model), {
              platform: given.platform,
              name: given.promise,
            }),
          ]) {
            expect(KubernetesValidatorFunctions.isValidObjectName(name)).toBe(
              true,
            );
            expect(
              KubernetesValidatorFunctions.isValidNamespace(namespace),
            ).toBe(true);
          }
        }),
      );
    },
  );

  it.each(models)('differ for different requests and Promises: %s', model => {
    fc.assert(
      fc.property(
        fc.uniqueArray(request, { selector: JSON.stringify, maxLength: 20 }),
        given => {
          const sameWithout = (item: (typeof given)[number]) =>
            JSON.stringify(
              model === 'short' ? { ...item, platform: '' } : item,
            );
          const requests = new Set(
            given.map(item => toText(requestEntityName(naming(model), item))),
          );
          expect(requests.size).toBe(new Set(given.map(sameWithout)).size);
          const promises = new Map(
            given.map(item => [
              toText(
                promiseEntityName(naming(model), {
                  platform: item.platform,
                  name: item.promise,
                }),
              ),
              item,
            ]),
          );
          expect([...promises.keys()].some(name => requests.has(name))).toBe(
            false,
          );
        },
      ),
    );
  });
});
