import { hash } from 'node:crypto';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import { parseEntityYaml } from '@backstage/plugin-catalog-node';
import { StateStoreFile } from 'backstage-plugin-kratix-node';
import { annotateEntity } from './annotateEntity';
import { checkEntity } from './checkEntity';
import { findCostlyYaml } from './findCostlyYaml';
import { findHostileValue } from './findHostileValue';
import { giveWay } from './giveWay';
import { EntityNaming, placeEntity, placeName } from './placeEntity';
import { readPlainYaml } from './readPlainYaml';
import { MAX_PATH, shortenPath } from './shortenPath';
import { splitDocuments } from './splitDocuments';

/** An entity that a file defines, ready for the catalog. */
export interface ReadEntity {
  ref: string;
  /** Absent once it has been handed over. */
  entity?: Entity;
  /** Line of its document, from 1. */
  line: number;
  /** Equal hashes mean equal entities. */
  hash: string;
}

/** A document that is not ingested, and why. */
export interface Rejection {
  line: number;
  /** The entity that it would have been, as far as that can be told. */
  ref?: string;
  reason: string;
  /**
   * Whether the document is damaged, rather than one that this source does not take: what it held
   * before stays.
   */
  broken: boolean;
}

/** What a file of a state store holds for the catalog. */
export interface ReadFile {
  path: string;
  entities: ReadEntity[];
  rejections: Rejection[];
}

/** How files are read. */
export interface ReadOptions {
  /** Kinds that are taken, spelled as in the files. `Location` is refused even if it is among them. */
  kinds: string[];
  platform: string;
  naming?: EntityNaming;
  /** The `managed-by-location` of a file. */
  locationOf(path: string): string;
}

/** Bytes of a file that is read at all: 1 MiB. */
export const MAX_FILE_SIZE = 1024 * 1024;
const LARGE_DOCUMENT = 64 * 1024;

/** Letters of a reason that are kept; parsers quote the text they refuse. */
const MAX_REASON = 500;

function toReason(text: string): string {
  // eslint-disable-next-line no-control-regex
  const clean = text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim();
  return clean.length > MAX_REASON ? `${clean.slice(0, MAX_REASON)}…` : clean;
}

/**
 * Whether a file may hold entities at all. Terraform, documents, Kratix's state files (`.kratix/`)
 * and its canaries are passed over by their path.
 */
export function mayHoldEntities(path: string): boolean {
  const segments = path.split('/');
  return (
    /\.ya?ml$/i.test(path) &&
    !segments.some(segment => segment.startsWith('.')) &&
    !/^kratix-canary-/.test(segments[segments.length - 1])
  );
}

function isBackstageApi(apiVersion: string): boolean {
  return /^(?:[a-z0-9-]+\.)*backstage\.io\//.test(apiVersion);
}

/**
 * Whether a document can be told to be none of Backstage's without parsing it: an apiVersion at the
 * start of a line is the document's own, since anything nested is indented.
 */
function isForeign(text: string): boolean {
  const apiVersion =
    /^apiVersion:[ \t]*["']?([^\s"'#]+)["']?[ \t]*(?:#.*)?$/m.exec(text);
  return apiVersion
    ? !isBackstageApi(apiVersion[1])
    : text.length > LARGE_DOCUMENT && !text.includes('backstage.io/');
}

type Parsed =
  | { value: Record<string, unknown> }
  | { problem: string; line: number };

/** Turns a fault of the parser into words without the text that it quotes, which may be secret. */
function toProblem(message: string): { problem: string; line: number } {
  const place = /\sat line (\d+), column (\d+)/.exec(message);
  const fault = message
    .slice(0, place?.index)
    .replace(/^YAML error at kratix:file, (?:YAML\w+: )?/, '')
    .replace(/^Expected object at root.*/, 'The document is no YAML object');
  return {
    problem: `is no valid YAML: ${
      place ? `${fault} (column ${place[2]})` : fault
    }`,
    line: place ? Number(place[1]) : 1,
  };
}

function parseDocument(text: string): Parsed[] {
  const plain = readPlainYaml(text);
  if (plain) {
    return [{ value: plain }];
  }
  const costly = findCostlyYaml(text);
  if (costly) {
    return [{ problem: costly, line: 1 }];
  }
  try {
    const location = { type: 'kratix', target: 'file' };
    return Array.from(parseEntityYaml(text, location), (result): Parsed => {
      switch (result.type) {
        case 'entity':
          return { value: { ...result.entity } };
        case 'error':
          return toProblem(result.error.message);
        default:
          return { problem: `is no entity (${result.type})`, line: 1 };
      }
    });
  } catch (error) {
    // The parser throws where aliases are used too often.
    return [toProblem(toError(error).message)];
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function guessRef(
  document: Record<string, unknown>,
  naming: EntityNaming,
): string | undefined {
  const metadata = isObject(document.metadata) ? document.metadata : {};
  const { name, namespace } = metadata;
  return typeof document.kind === 'string' &&
    typeof name === 'string' &&
    /^[\w.-]{1,63}$/.test(name) &&
    /^\w{1,63}$/.test(document.kind)
    ? stringifyEntityRef({
        kind: document.kind,
        ...placeName(
          {
            name,
            namespace:
              typeof namespace === 'string' && /^[\w.-]{1,63}$/.test(namespace)
                ? namespace
                : undefined,
          },
          naming,
        ),
      })
    : undefined;
}

type Verdict =
  | { entity: Entity }
  /** `refused`: nothing is wrong with it, but this source does not take it. */
  | { problem: string; refused?: true }
  | 'passedOver';

async function judge(
  document: Record<string, unknown>,
  kinds: string[],
): Promise<Verdict> {
  const { apiVersion, kind } = document;
  if (typeof apiVersion !== 'string') {
    return typeof kind === 'string' && kinds.includes(kind)
      ? { problem: `is a ${kind} without an apiVersion` }
      : 'passedOver';
  }
  if (!isBackstageApi(apiVersion)) {
    return 'passedOver';
  }
  if (typeof kind !== 'string') {
    return { problem: 'has no kind' };
  }
  if (kind.toLowerCase() === 'location') {
    return {
      problem:
        'is a Location; a state store may not send the catalog to other places',
      refused: true,
    };
  }
  if (!kinds.includes(kind)) {
    return {
      problem: `is of the kind ${kind}; this source takes ${kinds.join(
        ', ',
      )} (setting: kinds)`,
      refused: true,
    };
  }
  const hostile = findHostileValue(document);
  if (hostile) {
    return { problem: hostile };
  }
  return await checkEntity(document);
}

/**
 * Reads what a file defines. Kubernetes manifests and documents that are no entities are passed
 * over; anything that claims to be an entity and cannot be taken is a rejection. Never throws.
 */
export async function readEntities(
  file: StateStoreFile,
  options: ReadOptions,
): Promise<ReadFile> {
  const { path, content } = file;
  const read: ReadFile = { path, entities: [], rejections: [] };
  if (!mayHoldEntities(path)) {
    return read;
  }
  if (Buffer.byteLength(path) > MAX_PATH) {
    read.path = shortenPath(path);
    read.rejections.push({
      line: 1,
      reason: `has a path of more than ${MAX_PATH} bytes`,
      broken: true,
    });
    return read;
  }
  if (content === undefined) {
    read.rejections.push({
      line: 1,
      reason: toReason(file.skipped ?? 'could not be read'),
      broken: true,
    });
    return read;
  }
  if (Buffer.byteLength(content) > MAX_FILE_SIZE) {
    read.rejections.push({
      line: 1,
      reason: `is larger than ${MAX_FILE_SIZE} bytes`,
      broken: true,
    });
    return read;
  }

  const lines = new Map<string, number>();
  for (const { text, line } of splitDocuments(content)) {
    await giveWay();
    if (isForeign(text)) {
      continue;
    }
    for (const parsed of parseDocument(text)) {
      if ('problem' in parsed) {
        read.rejections.push({
          line: line + parsed.line - 1,
          reason: toReason(parsed.problem),
          broken: true,
        });
        continue;
      }
      const verdict = await judge(parsed.value, options.kinds);
      if (verdict === 'passedOver') {
        continue;
      }
      if ('problem' in verdict) {
        read.rejections.push({
          line,
          ref: guessRef(parsed.value, options.naming ?? {}),
          reason: toReason(verdict.problem),
          broken: !verdict.refused,
        });
        continue;
      }
      const placed = placeEntity(verdict.entity, options.naming ?? {});
      const entity = annotateEntity(placed, {
        platform: options.platform,
        location: options.locationOf(path),
      });
      const ref = stringifyEntityRef(entity);
      const earlier = lines.get(ref);
      if (earlier !== undefined) {
        read.rejections.push({
          line,
          ref,
          reason: `defines ${ref} a second time in this file (first on line ${earlier})`,
          broken: true,
        });
        continue;
      }
      lines.set(ref, line);
      read.entities.push({
        ref,
        entity,
        line,
        hash: hash('sha256', JSON.stringify(entity)),
      });
    }
  }
  // An array that has grown keeps room for more, which adds up over many files.
  return { ...read, entities: read.entities.slice() };
}
