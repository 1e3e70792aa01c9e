import { promises as fs } from 'node:fs';
import path from 'node:path';
import { Container, Volume } from './podSpec';

/** Files of a ConfigMap or Secret by key. */
export type VolumeFiles = Record<string, Uint8Array>;

/** Where volumes take their files from; both resolve to `undefined` when there is no such object. */
export interface VolumeSources {
  configMap(name: string): Promise<VolumeFiles | undefined>;
  secret(name: string): Promise<VolumeFiles | undefined>;
}

/** A volume that cannot be mounted (yet). */
export class MountError extends Error {
  constructor(volume: string, reason: string) {
    super(`MountVolume.SetUp failed for volume "${volume}" : ${reason}`);
    this.name = 'MountError';
  }
}

/**
 * Makes a Pod's volumes as real directories `<directory>/<volume>`. An emptyDir that exists keeps what
 * it holds; the files of ConfigMaps and Secrets are written anew.
 *
 * @throws MountError when a source is missing, or of a kind that a local process cannot have.
 */
export async function setUpVolumes(
  volumes: Volume[],
  directory: string,
  sources: VolumeSources,
): Promise<void> {
  for (const volume of volumes) {
    const target = path.join(directory, fileName(volume.name, volume.name));
    const source = volume.configMap
      ? {
          files: await sources.configMap(volume.configMap.name),
          label: `configmap "${volume.configMap.name}"`,
          ...volume.configMap,
        }
      : volume.secret && {
          files: await sources.secret(volume.secret.secretName),
          label: `secret "${volume.secret.secretName}"`,
          ...volume.secret,
        };
    if (!source) {
      if (!('emptyDir' in volume)) {
        const kind = Object.keys(volume).find(key => key !== 'name');
        throw new MountError(
          volume.name,
          `the local platform has emptyDir, configMap and secret volumes, not ${
            kind ?? 'a volume without a source'
          }`,
        );
      }
      await fs.mkdir(target, { recursive: true });
      continue;
    }
    if (!source.files && !source.optional) {
      throw new MountError(volume.name, `${source.label} not found`);
    }
    await fs.rm(target, { recursive: true, force: true });
    await fs.mkdir(target, { recursive: true });
    const files = source.files ?? {};
    const items =
      source.items ?? Object.keys(files).map(key => ({ key, path: key }));
    for (const item of items) {
      if (!Object.hasOwn(files, item.key)) {
        throw new MountError(
          volume.name,
          `${source.label} has no key "${item.key}"`,
        );
      }
      const file = path.join(target, relativePath(volume.name, item.path));
      await fs.mkdir(path.dirname(file), { recursive: true });
      await fs.writeFile(file, files[item.key], { mode: 0o600 });
    }
  }
}

/** A container's mounts: the real path of each, as it is in the Pod's volumes. */
export interface Mount {
  /** Without a slash at the end. */
  mountPath: string;
  realPath: string;
  readOnly: boolean;
}

/** @throws MountError when a mount names no volume, or leaves it. */
export function mountsOf(container: Container, directory: string): Mount[] {
  return (container.volumeMounts ?? []).map(mount => ({
    mountPath: path.posix.resolve('/', mount.mountPath),
    realPath: path.join(
      directory,
      fileName(mount.name, mount.name),
      mount.subPath ? relativePath(mount.name, mount.subPath) : '',
    ),
    readOnly: mount.readOnly ?? false,
  }));
}

/**
 * The real path that stands for a path in a container.
 *
 * @throws Error when nothing is mounted at or above the path.
 */
export function realPathOf(mounts: Mount[], containerPath: string): string {
  const wanted = path.posix.resolve('/', containerPath);
  const [mount] = mounts
    .filter(
      ({ mountPath }) =>
        wanted === mountPath ||
        wanted.startsWith(mountPath === '/' ? '/' : `${mountPath}/`),
    )
    .sort((a, b) => b.mountPath.length - a.mountPath.length);
  if (!mount) {
    throw new Error(`No volume is mounted at ${wanted} of the container`);
  }
  return path.join(
    mount.realPath,
    path.posix.relative(mount.mountPath, wanted),
  );
}

function fileName(volume: string, name: string): string {
  if (!/^[A-Za-z0-9]([A-Za-z0-9_.-]*)$/.test(name)) {
    throw new MountError(volume, `${JSON.stringify(name)} is no valid name`);
  }
  return name;
}

function relativePath(volume: string, value: string): string {
  const parts = value.split('/');
  if (
    path.posix.isAbsolute(value) ||
    value.includes('\0') ||
    parts.some(part => part === '..' || part === '')
  ) {
    throw new MountError(
      volume,
      `the path ${JSON.stringify(value)} leaves the volume`,
    );
  }
  return value;
}
