/*
 * The native floor: one sign-in's arithmetic, A = 2^a and S = (B - k*2^x)^(a + u*x)
 * mod N with a 256-bit a, by the libraries that hold the record on this machine.
 * OpenSSL in constant time is what a native client would use; GMP's mpz_powm,
 * which is not constant-time, is the fastest there is.
 *
 *   floor ROUNDS  ->  {"openssl-consttime":[[begin,answer],...],"gmp":[...]}   milliseconds
 */
#include <gmp.h>
#include <openssl/bn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char K_HEX[] = "538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6";

enum { OPENSSL, GMP, CANDIDATES };
static const char *const NAMES[CANDIDATES] = {"openssl-consttime", "gmp"};

/* One round's random inputs, and what each candidate makes of them, as hex. */
struct round {
	char *a, *x, *u, *B, *A[CANDIDATES], *S[CANDIDATES];
	double begin[CANDIDATES], answer[CANDIDATES];
};

static double now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static char *random_hex(int bits)
{
	BIGNUM *n = BN_new();
	BN_rand(n, bits, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY);
	char *hex = BN_bn2hex(n);
	BN_free(n);
	return hex;
}

static BIGNUM *bn(const char *hex)
{
	BIGNUM *n = NULL;
	BN_hex2bn(&n, hex);
	return n;
}

static void by_openssl(struct round *r, const BIGNUM *N, BN_MONT_CTX *mont, BN_CTX *ctx)
{
	BIGNUM *a = bn(r->a), *x = bn(r->x), *u = bn(r->u), *B = bn(r->B), *k = bn(K_HEX), *two = bn("2");
	BIGNUM *A = BN_new(), *S = BN_new(), *base = BN_new(), *exponent = BN_new();

	double start = now_ms();
	BN_mod_exp_mont_consttime(A, two, a, N, ctx, mont);
	double middle = now_ms();
	BN_mod_exp_mont_consttime(base, two, x, N, ctx, mont);
	BN_mod_mul(base, base, k, N, ctx);
	BN_mod_sub(base, B, base, N, ctx);
	BN_mul(exponent, u, x, ctx);
	BN_add(exponent, exponent, a);
	BN_mod_exp_mont_consttime(S, base, exponent, N, ctx, mont);
	double end = now_ms();

	r->begin[OPENSSL] = middle - start;
	r->answer[OPENSSL] = end - middle;
	r->A[OPENSSL] = BN_bn2hex(A);
	r->S[OPENSSL] = BN_bn2hex(S);
	BIGNUM *all[] = {a, x, u, B, k, two, A, S, base, exponent};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) BN_free(all[i]);
}

static char *hex_of(const mpz_t value)
{
	/* The length BN_bn2hex gives: whole bytes, upper case. */
	char *hex = NULL;
	gmp_asprintf(&hex, mpz_sizeinbase(value, 16) % 2 ? "0%ZX" : "%ZX", value);
	return hex;
}

static void by_gmp(struct round *r, const mpz_t N)
{
	mpz_t a, x, u, B, k, two, A, S, base, exponent;
	mpz_init_set_str(a, r->a, 16), mpz_init_set_str(x, r->x, 16), mpz_init_set_str(u, r->u, 16);
	mpz_init_set_str(B, r->B, 16), mpz_init_set_str(k, K_HEX, 16), mpz_init_set_ui(two, 2);
	mpz_inits(A, S, base, exponent, NULL);

	double start = now_ms();
	mpz_powm(A, two, a, N);
	double middle = now_ms();
	mpz_powm(base, two, x, N);
	mpz_mul(base, base, k);
	mpz_sub(base, B, base);
	mpz_mod(base, base, N);
	mpz_mul(exponent, u, x);
	mpz_add(exponent, exponent, a);
	mpz_powm(S, base, exponent, N);
	double end = now_ms();

	r->begin[GMP] = middle - start;
	r->answer[GMP] = end - middle;
	r->A[GMP] = hex_of(A);
	r->S[GMP] = hex_of(S);
	mpz_clears(a, x, u, B, k, two, A, S, base, exponent, NULL);
}

int main(int argc, char **argv)
{
	int rounds = argc == 2 ? atoi(argv[1]) : 0;
	if (rounds < 1) {
		fputs("usage: floor ROUNDS\n", stderr);
		return 2;
	}
	BN_CTX *ctx = BN_CTX_new();
	BIGNUM *N = BN_get_rfc3526_prime_3072(NULL);
	BN_MONT_CTX *mont = BN_MONT_CTX_new();
	BN_MONT_CTX_set(mont, N, ctx);
	mpz_t gmp_N;
	mpz_init_set_str(gmp_N, BN_bn2hex(N), 16);

	struct round *all = calloc(rounds, sizeof *all);
	for (struct round *r = all; r < all + rounds; r++) {
		r->a = random_hex(256), r->x = random_hex(256), r->u = random_hex(256), r->B = random_hex(3071);
		by_openssl(r, N, mont, ctx);
		by_gmp(r, gmp_N);
		if (strcmp(r->A[OPENSSL], r->A[GMP]) || strcmp(r->S[OPENSSL], r->S[GMP])) {
			fputs("OpenSSL and GMP disagree\n", stderr);
			return 1;
		}
	}
	for (int c = 0; c < CANDIDATES; c++) {
		printf("%s\"%s\":[", c ? "," : "{", NAMES[c]);
		for (struct round *r = all; r < all + rounds; r++)
			printf("%s[%.4f,%.4f]", r == all ? "" : ",", r->begin[c], r->answer[c]);
		printf("]");
	}
	puts("}");
	return 0;
}
