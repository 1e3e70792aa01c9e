import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Select, Text } from '@backstage/ui';
import { KratixPod, RequestRef } from 'backstage-plugin-kratix-common';
import { ShowMore } from '../components/ShowMore';
import { useRelativeTime } from '../components/TimeAgo';
import { useRequestAddress } from '../request/useRequestAddress';
import { kratixTranslationRef } from '../translation';
import { Asked } from './Asked';
import { Step } from './Step';
import { useRuns } from './useRuns';

const FIRST_STEPS = 30;

/** The run that the address asks for: by its name, else the youngest that has the Step. */
function chosenRun(
  items: KratixPod[],
  { run, step }: { run?: string; step?: string },
): KratixPod {
  return (
    items.find(({ name }) => name === run) ??
    items.find(({ steps }) => steps.some(({ name }) => name === step)) ??
    items[0]
  );
}

const ChosenRun = (props: { requestRef: RequestRef; items: KratixPod[] }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const format = useRelativeTime();
  const { address, show } = useRequestAddress();
  const { requestRef, items } = props;
  const pod = chosenRun(items, address);
  const labelOf = ({ name, pipeline, action, createdAt }: KratixPod) => {
    const what = [pipeline ?? name, action === 'delete' && t('runs.delete')]
      .filter(Boolean)
      .join(', ');
    return t('runs.earlier', {
      pipeline: what,
      time: (createdAt && format(createdAt)) ?? name,
    });
  };
  const asked = pod.steps.findIndex(({ name }) => name === address.step);
  return (
    <Flex direction="column" gap="4">
      {address.run && address.run !== pod.name && (
        <Text color="secondary" role="status">
          {t('runs.missing', { run: address.run })}
        </Text>
      )}
      <Select
        label={t('runs.choose')}
        value={pod.name}
        onChange={key => show({ tab: 'runs', run: String(key) })}
        options={items.map(item => ({ id: item.name, label: labelOf(item) }))}
        style={{ maxWidth: 480 }}
      />
      <ShowMore
        key={pod.name}
        items={pod.steps}
        first={asked < FIRST_STEPS ? FIRST_STEPS : pod.steps.length}
      >
        {steps => (
          <Flex
            direction="column"
            gap="3"
            role="list"
            aria-label={t('runs.table')}
          >
            {steps.map(step => (
              <Step
                key={step.name}
                requestRef={requestRef}
                pod={pod}
                step={step}
                open={step.name === address.step}
                onToggle={open =>
                  show({
                    tab: 'runs',
                    run: pod.name,
                    step: open ? step.name : undefined,
                  })
                }
              />
            ))}
          </Flex>
        )}
      </ShowMore>
    </Flex>
  );
};

/** The runs of the Pipelines that are kept, one at a time, with their Steps and their logs. */
export const Runs = ({ requestRef }: { requestRef: RequestRef }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const live = useRuns(requestRef);
  return (
    <Asked live={live}>
      {({ items }) =>
        items.length ? (
          <ChosenRun requestRef={requestRef} items={items} />
        ) : (
          <Text color="secondary">{t('runs.none')}</Text>
        )
      }
    </Asked>
  );
};
