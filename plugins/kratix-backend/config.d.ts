export interface Config {
  kratix?: {
    notifications?: {
      /** Whether owners are notified when their requests become ready or fail. Default: true. */
      requests?: boolean;
    };
    metrics?: {
      /**
       * With more requests than this, on all platforms together, `kratix_resource_info` is left out: each
       * request is a time series. `kratix_requests` counts them in any case. Default: 1000.
       */
      requestLimit?: number;
    };
  };
}
