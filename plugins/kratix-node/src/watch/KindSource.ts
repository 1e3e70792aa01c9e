import { KubeObject } from 'backstage-plugin-kratix-common';

/**
 * One kind of object on a cluster. Every rejection is a ClusterError; `expired` where a resource
 * version is too old.
 */
export interface KindSource {
  /**
   * Lists all objects, page by page, as of the moment of the first page.
   *
   * @returns pages, of which the last one carries the resource version to watch from
   */
  list(signal: AbortSignal): AsyncIterable<ListPage>;
  /** Resolves once the server has accepted the watch; the events end when the server ends them. */
  watch(
    resourceVersion: string,
    signal: AbortSignal,
  ): Promise<AsyncIterable<WatchEvent>>;
  /** The object as it is now. */
  get(
    id: { namespace?: string; name: string },
    signal: AbortSignal,
  ): Promise<KubeObject | undefined>;
}

/** A part of a list. */
export interface ListPage {
  objects: KubeObject[];
  resourceVersion: string;
}

/** What a watch reports. A bookmark says only how far the watch has come. */
export type WatchEvent =
  | { type: 'ADDED' | 'MODIFIED' | 'DELETED'; object: KubeObject }
  | { type: 'BOOKMARK'; resourceVersion: string };
