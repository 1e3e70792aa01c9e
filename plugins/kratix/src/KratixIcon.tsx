/** A box that gives and takes: what a platform does with requests. */
export const KratixIcon = () => (
  <svg
    width="1em"
    height="1em"
    viewBox="0 0 24 24"
    fill="currentColor"
    aria-hidden="true"
  >
    <path d="M12 2 21 7v10l-9 5-9-5V7zm0 2.3L6.1 7.6 12 10.8l5.9-3.2zM5 9.2v6.6l6 3.3v-6.6zm14 0-6 3.3v6.6l6-3.3z" />
  </svg>
);
