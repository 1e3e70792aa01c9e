import fc from 'fast-check';
import { KubeObject } from '../../kube';
import { planGroup } from './planGroup';

function destination(name: string, environment: string): KubeObject {
  return {
    apiVersion: 'platform.kratix.io/v1alpha1',
    kind: 'Destination',
    metadata: { name, labels: { environment } },
    spec: { path: name },
  };
}

function placement(target: string): KubeObject {
  return {
    apiVersion: 'platform.kratix.io/v1alpha1',
    kind: 'WorkPlacement',
    metadata: { name: `work.${target}-5058f` },
    spec: { targetDestinationName: target },
  };
}

const group = {
  id: '5058f1af8388633f609cadb75a75dc9d',
  directory: '.',
  workloads: [],
  destinationSelectors: [
    { matchLabels: { environment: 'dev' }, source: 'promise' },
  ],
};
const random = () => 0.5;

describe('planGroup', () => {
  const destinations = ['a', 'b', 'c'].map(name => destination(name, 'dev'));

  it('chooses one Destination for a request, by chance', () => {
    const chosen = (value: number) =>
      planGroup({
        group,
        existing: [],
        destinations: [...destinations, destination('d', 'prod')],
        forRequest: true,
        random: () => value,
      });
    expect(chosen(0)).toEqual([{ destination: 'a', misplaced: false }]);
    expect(chosen(0.5)).toEqual([{ destination: 'b', misplaced: false }]);
    expect(chosen(0.999)).toEqual([{ destination: 'c', misplaced: false }]);
    expect(chosen(1)).toEqual([{ destination: 'c', misplaced: false }]);
  });

  it('never moves what belongs to a request', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('dev', 'prod'), {
          minLength: 3,
          maxLength: 3,
        }),
        fc.constantFrom('a', 'b', 'c', 'gone'),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (environments, target, chance) => {
          const plans = planGroup({
            group,
            existing: [placement(target)],
            destinations: environments.map((environment, index) =>
              destination('abc'[index], environment),
            ),
            forRequest: true,
            random: () => chance,
          });
          const index = 'abc'.indexOf(target);
          expect(plans).toMatchObject([
            {
              destination: target,
              misplaced: index < 0 || environments[index] !== 'dev',
            },
          ]);
        },
      ),
    );
  });

  it('gives what belongs to a Promise to all that match, and leaves it where it was', () => {
    const plans = planGroup({
      group,
      existing: [placement('b'), placement('old')],
      destinations: [...destinations, destination('old', 'prod')],
      forRequest: false,
      random,
    });
    expect(
      plans.map(plan => [plan.destination, plan.misplaced]).sort(),
    ).toEqual([
      ['a', false],
      ['b', false],
      ['c', false],
      ['old', true],
    ]);
  });

  it('finds nothing when no Destination matches', () => {
    expect(
      planGroup({
        group,
        existing: [],
        destinations: [destination('d', 'prod')],
        forRequest: true,
        random,
      }),
    ).toEqual([]);
  });
});
