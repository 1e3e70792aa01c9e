import { Check } from '../../Check';
import { expectMatch } from '../../expectations';
import { at, conditionOf, listAt } from '../../json';
import { kinds, pathOf } from '../../paths';

const schema = {
  type: 'object',
  required: ['spec'],
  properties: {
    spec: {
      type: 'object',
      required: ['title'],
      'x-kubernetes-validations': [
        {
          rule: "self.tier != 'prod' || self.size >= 5",
          message: 'production needs a size of five',
        },
      ],
      properties: {
        title: { type: 'string', description: 'What it is called.' },
        size: { type: 'integer', default: 3, minimum: 1 },
        tier: { type: 'string', enum: ['dev', 'prod'], default: 'dev' },
        team: {
          type: 'string',
          pattern: '^[a-z]+$',
          maxLength: 20,
          'x-kubernetes-validations': [
            { rule: 'self == oldSelf', message: 'team cannot change' },
          ],
        },
        labels: { type: 'object', additionalProperties: { type: 'string' } },
      },
    },
    status: {
      type: 'object',
      'x-kubernetes-preserve-unknown-fields': true,
    },
  },
};

export const crdServed: Check = {
  name: 'A CRD is established, and its kind discovered and served',
  reliedOnBy: 'Kratix (the API of a Promise), the watches of request kinds',
  async run(context) {
    const { api, widgets } = context;
    const name = `widgets.${widgets.group}`;
    await context.createForRun(kinds.crds, {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: context.metadata(name),
      spec: {
        group: widgets.group,
        scope: 'Namespaced',
        names: {
          plural: 'widgets',
          singular: 'widget',
          kind: 'Widget',
          shortNames: ['wdg'],
        },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            subresources: { status: {} },
            additionalPrinterColumns: [
              { name: 'Title', type: 'string', jsonPath: '.spec.title' },
              {
                name: 'Ready',
                type: 'string',
                jsonPath: '.status.conditions[?(@.type=="Ready")].status',
              },
            ],
            schema: { openAPIV3Schema: schema },
          },
        ],
      },
    });
    await context.eventually(async () => {
      const crd = await api.get(pathOf(kinds.crds, undefined, name));
      for (const type of ['NamesAccepted', 'Established']) {
        expectMatch(`condition ${type} of the CRD`, conditionOf(crd, type), {
          status: 'True',
        });
      }
      const list = await api.get(`/apis/${widgets.group}/v1`);
      expectMatch(
        'the discovered kind',
        listAt(list, 'resources').find(one => at(one, 'name') === 'widgets'),
        {
          kind: 'Widget',
          namespaced: true,
          singularName: 'widget',
          shortNames: ['wdg'],
        },
      );
      expectMatch('the list', await api.get(context.path(widgets)), {
        kind: 'WidgetList',
        items: [],
      });
    });
  },
};
