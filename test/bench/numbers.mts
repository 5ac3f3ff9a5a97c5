const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A number as people read it: `10,000`. */
export const say = (number: number): string => whole.format(number);
