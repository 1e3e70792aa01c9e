import { KubeClient, KubeObject } from '../kube';
import { EnvironmentSources, KeyValues } from './environment';
import { CONFIG_MAPS, SECRETS } from './resourceTypes';
import { VolumeFiles, VolumeSources } from './volumes';

/** What a Pod's containers can refer to: ConfigMaps and Secrets of its namespace, and its own fields. */
export function podSources(
  client: KubeClient,
  pod: KubeObject,
): { environment: EnvironmentSources; files: VolumeSources } {
  const { namespace } = pod.metadata;
  const configMap = async (name: string): Promise<VolumeFiles | undefined> => {
    const object = await client.get(CONFIG_MAPS, name, namespace);
    return (
      object && {
        ...decode(object.data, 'utf8'),
        ...decode(object.binaryData, 'base64'),
      }
    );
  };
  const secret = async (name: string): Promise<VolumeFiles | undefined> => {
    const object = await client.get(SECRETS, name, namespace);
    return object && decode(object.data, 'base64');
  };
  return {
    files: { configMap, secret },
    environment: {
      configMap: async name => asText(await configMap(name)),
      secret: async name => asText(await secret(name)),
      field: path => fieldOf(pod, path),
    },
  };
}

function decode(data: unknown, encoding: 'utf8' | 'base64'): VolumeFiles {
  return Object.fromEntries(
    Object.entries(data ?? {})
      .filter(([key]) => /^[-._a-zA-Z0-9]+$/.test(key) && !/^\.\.?$/.test(key))
      .map(([key, value]) => [key, Buffer.from(String(value), encoding)]),
  );
}

function asText(files: VolumeFiles | undefined): KeyValues | undefined {
  return (
    files &&
    Object.fromEntries(
      Object.entries(files).map(([key, content]) => [
        key,
        Buffer.from(content).toString('utf8'),
      ]),
    )
  );
}

function fieldOf(pod: KubeObject, path: string): string | undefined {
  const { metadata } = pod;
  const [, map, key] =
    /^metadata\.(labels|annotations)\['([^']+)'\]$/.exec(path) ?? [];
  if (map === 'labels' || map === 'annotations') {
    return metadata[map]?.[key] ?? '';
  }
  switch (path) {
    case 'metadata.name':
      return metadata.name;
    case 'metadata.namespace':
      return metadata.namespace ?? '';
    case 'metadata.uid':
      return metadata.uid ?? '';
    case 'spec.nodeName':
      return 'local-platform';
    case 'status.podIP':
    case 'status.hostIP':
      return '127.0.0.1';
    default:
      return undefined;
  }
}
