/** An object as a listing of its bucket tells it. */
export interface ListedObject {
  /** Its key. */
  path: string;
  /** Changes with the content. */
  etag: string;
  /** Bytes. */
  size: number;
}
