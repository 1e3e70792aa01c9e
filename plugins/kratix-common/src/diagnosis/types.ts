import { KratixPod } from '../pod';
import { KratixPromise } from '../promise';
import { RequestState, RequestStateInput } from '../requestState';
import { DiagnosisCode } from './messages';

/** Who can do something about it. @public */
export type DiagnosisAudience = 'requester' | 'platform';

/**
 * One cause of a request not being as it should, and what to do.
 *
 * `code` and `values` say it without words, for translation; {@link describeDiagnosis} says it in
 * English.
 *
 * @public
 */
export interface Diagnosis {
  code: DiagnosisCode;
  /** `error` holds the request up, `waiting` solves itself or waits for a person, `note` is to know. */
  severity: 'error' | 'waiting' | 'note';
  /** Who can do something about it. */
  audience: DiagnosisAudience;
  /** What the message's placeholders stand for: texts of a cluster, cut but not escaped. */
  values: Record<string, string>;
  /** Where to look: a Step, a Destination. */
  subject?: {
    kind: 'step' | 'destination' | 'stateStore' | 'promise' | 'request';
    name: string;
    pipeline?: string;
  };
  /** The last lines of a Step's log. */
  log?: string[];
  /** When it is tried again, RFC 3339. */
  retryAt?: string;
}

/**
 * The part of a {@link Diagnosis} that a state says as well.
 *
 * @public
 */
export type Cause = Pick<Diagnosis, 'code' | 'values' | 'retryAt'>;

/** What a GitOps agent says about the files of a Destination. @public */
export interface GitOpsStatus {
  /** For example `Kustomization flux-system/worker`. */
  agent: string;
  destination: string;
  /** The commit that it has applied. */
  appliedRevision?: string;
  ready: boolean;
  /** Not ready: it is still at it, rather than failing. Default: false. */
  underway?: boolean;
  message?: string;
}

/** Whether Kratix itself runs. @public */
export interface ControllerStatus {
  available: boolean;
  /** What its Pods say, one sentence. */
  message?: string;
  /** Warnings about its Pods, the latest first. */
  events?: string[];
}

/**
 * What a diagnosis is made from. Everything beside the objects of {@link RequestStateInput} may be
 * absent: then nothing is said about it.
 *
 * @public
 */
export interface DiagnosisInput extends RequestStateInput {
  state: RequestState;
  /** Present, in RFC 3339; from it follows whether something takes long. */
  now: string;
  /** Of all Promises of the platform, where known: what it says about a requirement. */
  promises?: KratixPromise[];
  /** Pods of the request's Pipelines, in any order. */
  pods?: KratixPod[];
  /** Last lines of a Step's log, by `<pod>/<step>`. */
  logs?: Record<string, string[]>;
  /** Whether the platform answers, and since when what is known is old. */
  platform?: { reachable: boolean; lastContact?: string; error?: string };
  controller?: ControllerStatus;
  gitOps?: GitOpsStatus[];
  /** Who else writes the request: a GitOps agent or a parent request. */
  managedBy?: string;
}

/** Finds one kind of cause; nothing where it does not apply. @public */
export type DiagnosisRule = (input: DiagnosisInput) => Diagnosis[];
