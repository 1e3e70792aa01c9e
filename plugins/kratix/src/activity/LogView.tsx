import { useEffect, useRef, useState } from 'react';

const LINE_HEIGHT = 20;
const MOST_HEIGHT = 420;
/** Lines beyond the edges, so that scrolling shows no gaps. */
const MARGIN = 20;

/** A line with what was searched for marked. */
const Line = (props: { text: string; search: string; current: boolean }) => {
  const { text, search, current } = props;
  const at = search ? text.toLowerCase().indexOf(search) : -1;
  if (at < 0) {
    return <>{text || ' '}</>;
  }
  const end = at + search.length;
  return (
    <>
      {text.slice(0, at)}
      <mark
        style={{
          color: 'inherit',
          background: `color-mix(in srgb, var(--bui-fg-warning) ${
            current ? 55 : 25
          }%, transparent)`,
        }}
      >
        {text.slice(at, end)}
      </mark>
      {text.slice(end)}
    </>
  );
};

/** Lines of a log, of which only those in view are in the page. */
export const LogView = (props: {
  label: string;
  lines: string[];
  /** Number of the first line, in the whole log. */
  first: number;
  /** In lower case. */
  search: string;
  /** Index of the line to bring into view. */
  current?: number;
  /** Whether to stay at the end. */
  follow: boolean;
  /** The person has scrolled: to the end or away from it. */
  onFollow: (follow: boolean) => void;
}) => {
  const { label, lines, first, search, current, follow, onFollow } = props;
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const height = Math.min(MOST_HEIGHT, lines.length * LINE_HEIGHT + 16);

  useEffect(() => {
    const element = box.current;
    if (element && follow) {
      element.scrollTop = element.scrollHeight;
    }
  }, [lines, follow]);

  useEffect(() => {
    if (box.current && current !== undefined) {
      box.current.scrollTop = current * LINE_HEIGHT - MOST_HEIGHT / 2;
    }
  }, [current]);

  const from = Math.max(0, Math.floor(top / LINE_HEIGHT) - MARGIN);
  const to = from + Math.ceil(MOST_HEIGHT / LINE_HEIGHT) + 2 * MARGIN;
  return (
    <div
      ref={box}
      // What scrolls must be reachable by keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="group"
      aria-label={label}
      onScroll={({ currentTarget }) => {
        setTop(currentTarget.scrollTop);
        const below =
          currentTarget.scrollHeight -
          currentTarget.scrollTop -
          currentTarget.clientHeight;
        onFollow(below < LINE_HEIGHT);
      }}
      style={{
        height,
        overflow: 'auto',
        padding: 'var(--bui-space-2) 0',
        boxSizing: 'border-box',
        border: '1px solid var(--bui-border-1)',
        borderRadius: 'var(--bui-radius-2)',
        fontFamily: 'var(--bui-font-monospace)',
        fontSize: 'var(--bui-font-size-2)',
        lineHeight: `${LINE_HEIGHT}px`,
        color: 'var(--bui-fg-primary)',
      }}
    >
      <div
        style={{
          height: lines.length * LINE_HEIGHT,
          paddingTop: from * LINE_HEIGHT,
          boxSizing: 'border-box',
          width: 'max-content',
          minWidth: '100%',
        }}
      >
        {lines.slice(from, to).map((text, index) => (
          <div
            key={first + from + index}
            style={{
              display: 'flex',
              height: LINE_HEIGHT,
              whiteSpace: 'pre',
              unicodeBidi: 'plaintext',
            }}
          >
            <span
              aria-hidden="true"
              style={{
                minWidth: '5ch',
                paddingInline: 'var(--bui-space-2) var(--bui-space-3)',
                textAlign: 'right',
                userSelect: 'none',
                color: 'var(--bui-fg-secondary)',
              }}
            >
              {first + from + index + 1}
            </span>
            <span>
              <Line
                text={text}
                search={search}
                current={from + index === current}
              />
            </span>
          </div>
        ))}
      </div>
    </div>
  );
};
