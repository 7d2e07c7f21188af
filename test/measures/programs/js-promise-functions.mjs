function fetchUser(id) {
	return new Promise(r => setTimeout(() => r({id}), 1000));
}
function fetchPosts(id) {
	return new Promise(r => setTimeout(() => r([id]), 1500));
}
async function main() {
	const [user, posts] = await Promise.all([fetchUser(1), fetchPosts(1)]);
	console.log(user, posts);
}
main();
