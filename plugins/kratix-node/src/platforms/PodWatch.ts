import {
  KratixLabels,
  KratixPod,
  readPod,
} from 'backstage-plugin-kratix-common';
import { KindStore } from '../watch/KindStore';
import { KindWatcher } from '../watch/KindWatcher';
import { KubeKindSource } from '../watch/KubeKindSource';
import { WatchSettings } from './WatchedKind';

/** Pods of Pipelines that are at work or have failed: those that succeeded are many, and tell nothing. */
const PIPELINE_PODS = {
  group: '',
  version: 'v1',
  kind: 'Pod',
  plural: 'pods',
  selectors: {
    labelSelector: KratixLabels.pipelineName,
    fieldSelector: 'status.phase!=Succeeded',
  },
};

/**
 * Tells of the Pods of Pipelines while they are there: Kubernetes deletes the Pod of a Job that is given
 * up, and with it what its Steps said. Where it is not allowed nobody is told anything.
 */
export class PodWatch {
  private readonly watcher: KindWatcher<KratixPod>;

  constructor(settings: WatchSettings, tell: (pod: KratixPod) => void) {
    this.watcher = new KindWatcher({
      ...settings,
      source: new KubeKindSource(settings.http, PIPELINE_PODS),
      store: new KindStore(readPod),
      observer: {
        changed: changes =>
          changes
            .filter(({ type }) => type !== 'deleted')
            .forEach(({ value }) => tell(value)),
        synced: () => {},
        failed: () => {},
      },
    });
  }

  start() {
    this.watcher.start();
  }

  stop() {
    this.watcher.stop();
  }

  wake() {
    this.watcher.wake();
  }
}
