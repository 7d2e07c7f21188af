/**
 * Returns the name of the record that counts a call. Requests share a record by route: `GET /users/42?page=2` becomes
 * `GET /users/:id`.
 */
export function siteName(name: string): string {
	if (!address.test(name)) return name;
	const [path = ''] = name.split('?');
	return path.replaceAll(variable, '/:id');
}

const address = /^[A-Z]+ \//;

/** A number, a UUID, or eight or more hexadecimal digits, as a whole segment. */
const variable = /\/(?:\d+|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\da-f]{8,})(?=\/|$)/gi;
