/** What a checker found wrong. A right run has none. */
export type Finding = Readonly<{
  checker: string;
  /** Virtual time, milliseconds. */
  at: number;
  text: string;
}>;

export type Find = (checker: string, text: string) => void;
