export type PassOnOptions<Item> = {
	/** Called with each item before it is passed on. */
	readonly onItem?: (item: Item) => void;
	/** Called and awaited once: after the last item, or when the consumer stops before, or the source throws. */
	readonly onEnd?: () => void | Promise<void>;
};

/** Passes items on, and calls functions on the way. Written by hand, because an async generator takes three times as long. */
export function passOn<Item>(items: AsyncIterable<Item>, options: PassOnOptions<Item>): AsyncIterable<Item> {
	const {onItem = () => {}, onEnd = () => {}} = options;
	return {
		[Symbol.asyncIterator]() {
			const source = items[Symbol.asyncIterator]();
			const end = async (): Promise<IteratorReturnResult<undefined>> => {
				await onEnd();
				return {done: true, value: undefined};
			};
			const next = async (): Promise<IteratorResult<Item, undefined>> => {
				let result: IteratorResult<Item, unknown>;
				try {
					result = await source.next();
				} catch (error) {
					await onEnd();
					throw error;
				}
				if (result.done) {
					return end();
				}
				onItem(result.value);
				return result;
			};
			return {
				next,
				async return() {
					await source.return?.();
					return end();
				},
			};
		},
	};
}
