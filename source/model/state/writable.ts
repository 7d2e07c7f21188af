export type Writable<T> = {-readonly [Key in keyof T]: T[Key]};

/** A writable type with every optional field present, possibly undefined. */
export type WithAllFields<T> = {-readonly [Key in keyof Required<T>]: T[Key]};
