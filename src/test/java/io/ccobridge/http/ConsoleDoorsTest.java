package io.ccobridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.Databases;
import io.ccobridge.changeorder.Role;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody who means no good tries on the console's pages, without a browser. */
class ConsoleDoorsTest {

    private static final String PASSWORD = "correct horse battery";
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = new RunningApi(Databases.Engine.H2, "");
        for (String name : new String[] {"ann", "bob", "cid", "dan"}) {
            api.as(
                    Role.ADMIN,
                    "POST",
                    "/users",
                    """
                    {"name": "%s", "role": "approver", "password": "%s"}"""
                            .formatted(name, PASSWORD));
        }
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void everyPageHasAStrictPolicyAndIsKeptByNobody() {
        HttpResponse<String> page = new Person("ann").get("/me");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
                .contains("form-action 'self'", "base-uri 'none'")
                .doesNotContain("unsafe");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
        assertThat(page.body()).doesNotContain("<script>", " style=", " onclick=");
    }

    @Test
    void aFormWithoutTheTokenOfItsOwnSessionChangesNothing() {
        Person ann = new Person("ann");
        String other = csrf(new Person("bob").get("/me"));
        for (String token : new String[] {"", "x", other}) {
            HttpResponse<String> answer =
                    ann.post("/me", Map.of("csrf", token, "email", "thief@example.com"));
            assertThat(answer.statusCode()).as(token).isEqualTo(403);
        }
        assertThat(ann.get("/me").body()).doesNotContain("thief@example.com");
    }

    @Test
    void aSessionThatSomebodyElseChoseIsWorthNothingAndEachSignInMakesANewOne() {
        Person ann = new Person("ann");
        String first = ann.session();
        assertThat(new Person("ann").session()).isNotEqualTo(first);
        ann.post("/sign-out", Map.of("csrf", csrf(ann.get("/me"))));
        assertThat(status("/me", first)).isEqualTo(303);
        assertThat(status("/me", "chosen-by-another")).isEqualTo(303);
    }

    @Test
    void signingOutEverywhereAndANewPasswordEndEverySession() {
        Person here = new Person("cid");
        Person there = new Person("cid");
        here.post(
                "/me",
                Map.of(
                        "csrf",
                        csrf(here.get("/me")),
                        "what",
                        "password",
                        "current_password",
                        PASSWORD,
                        "password",
                        PASSWORD));
        assertThat(there.get("/me").statusCode()).isEqualTo(303);
        assertThat(here.get("/me").statusCode()).as("who changed it goes on").isEqualTo(200);

        Person again = new Person("cid");
        again.post("/sign-out-everywhere", Map.of("csrf", csrf(again.get("/me"))));
        assertThat(here.get("/me").statusCode()).isEqualTo(303);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "//evil.example",
                "/\\evil.example",
                "/\t/evil.example",
                "/%0d%0aX: y\r\nY: z",
                "javascript:alert(1)",
                ""
            })
    void afterSigningInNobodyIsSentToAnotherSite(String to) {
        HttpResponse<String> answer = new Person().signIn("ann", to);
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(header(answer, "Location")).isEqualTo("/");
        assertThat(new Person().signIn("ann", "/ready?q=a").headers().firstValue("Location"))
                .contains("/ready?q=a");
    }

    @Test
    void whoHasToSignInFirstComesBackToTheirPage() {
        Person nobody = new Person();
        assertThat(header(nobody.get("/ready?q=a"), "Location"))
                .isEqualTo("/sign-in?to=%2Fready%3Fq%3Da");
        assertThat(wayBack("/me", Map.of("from_page", "/me?x=1"))).isEqualTo("/me?x=1");
        String confirm = "/confirm?move=accept&ids=1,2&back=%2Fready%3Fq%3Da";
        assertThat(wayBack("/decide", Map.of("from_page", confirm, "back", "/ready?q=a")))
                .isEqualTo(confirm);
        // what a form has answered has no address
        assertThat(wayBack("/me", Map.of("from_page", "/decide", "back", "/ready?q=a")))
                .isEqualTo("/ready?q=a");
        assertThat(wayBack("/decide", Map.of("back", "/change-orders/7")))
                .isEqualTo("/change-orders/7");
        for (String away :
                new String[] {
                    "https://evil.example",
                    "//evil.example",
                    "/\\evil.example",
                    "/sign-in",
                    "/no",
                    ""
                }) {
            assertThat(wayBack("/me", Map.of("from_page", away))).as(away).isEqualTo("/");
        }
        HttpResponse<String> large =
                nobody.post("/me", Map.of("back", "x".repeat(HttpServer.LARGEST_FORM)));
        assertThat(large.statusCode()).isEqualTo(413);
    }

    @Test
    void asManyAsAreDecidedOnAtOnceFitInAnAddressThroughASignInToo() {
        // the largest that there can be
        List<String> ids =
                LongStream.range(0, 200)
                        .mapToObj(i -> Long.toString(999_999_999_999_999_999L - i))
                        .toList();
        String back = "/ready?q=" + "a".repeat(500);
        String ticked =
                "/confirm?back="
                        + URLEncoder.encode(back, StandardCharsets.UTF_8)
                        + ids.stream().map(id -> "&id=" + id).collect(Collectors.joining())
                        + "&move=accept";
        Person ann = new Person("ann");
        String address = header(ann.get(ticked), "Location");
        assertThat(address).startsWith("/confirm?move=accept&ids=" + String.join(",", ids) + "&");
        HttpResponse<String> page = ann.get(address);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("None of these 200 change orders can be accepted")
                .contains("href=\"" + back + "\"");

        Person nobody = new Person();
        String signIn = header(nobody.get(address), "Location");
        assertThat(signIn).startsWith("/sign-in?to=%2Fconfirm");
        assertThat(nobody.get(signIn).statusCode()).isEqualTo(200);
        assertThat(header(nobody.signIn("ann", address), "Location")).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/confirm | Choose whether to accept or to reject",
                "/confirm?ids=1 | Choose whether to accept or to reject",
                "/confirm?move=accept | Nothing was chosen",
                "/confirm?move=accept&ids= | Nothing was chosen",
                "/confirm?move=reject&ids=1,two | This address is not whole",
                "/confirm?move=reject&id=two | This address is not whole"
            })
    void anAddressThatIsNoDecisionIsToldSo(String address, String said) {
        HttpResponse<String> answer = new Person("ann").get(address);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains(said);
    }

    @Test
    void aPartOfAPageThatAsksWithoutASessionIsToldSoAndThePageStays() {
        HttpResponse<String> answer =
                new Person()
                        .send(HttpRequest.newBuilder(uri("/ready")).header("HX-Request", "true"));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("HX-Redirect")).isEmpty();
        assertThat(answer.body()).contains("signed out").doesNotContain("data-csrf");
    }

    @Test
    void aSignInFromAnotherSiteIsRefused() {
        Person somebody = new Person();
        String token = csrf(somebody.get("/sign-in"));
        HttpResponse<String> answer =
                somebody.send(
                        HttpRequest.newBuilder(uri("/sign-in"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .header("Origin", "https://evil.example")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                form(
                                                        Map.of(
                                                                "csrf",
                                                                token,
                                                                "name",
                                                                "ann",
                                                                "password",
                                                                PASSWORD)))));
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void behindTlsTheCookiesAreSentOverTlsOnly() {
        HttpResponse<String> page =
                new Person()
                        .send(
                                HttpRequest.newBuilder(uri("/sign-in"))
                                        .header("X-Forwarded-Proto", "https"));
        assertThat(header(page, "Set-Cookie")).contains("; HttpOnly", "; Secure", "SameSite=");
        assertThat(header(new Person().get("/sign-in"), "Set-Cookie")).doesNotContain("Secure");
    }

    @Test
    void whoGuessesPasswordsIsLockedOut() {
        Person thief = new Person();
        for (int i = 0; i < FailedLogins.TRIES; i++) {
            assertThat(thief.signIn("dan", "guess " + i, "/").statusCode()).isEqualTo(401);
        }
        HttpResponse<String> answer = thief.signIn("dan", "/");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.body()).contains("role=\"alert\"");
    }

    @Test
    void whatNoBrowserSendsIsRefusedAndToldApartFromAFailure() {
        Person ann = new Person("ann");
        HttpResponse<String> broken =
                ann.send(
                        HttpRequest.newBuilder(uri("/me"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString("csrf=%zz")));
        assertThat(broken.statusCode()).isEqualTo(400);
        HttpResponse<String> large =
                ann.post("/me", Map.of("email", "x".repeat(HttpServer.LARGEST_FORM)));
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.body()).contains("too large", header(large, "X-Request-Id"));
        HttpResponse<String> put =
                ann.send(
                        HttpRequest.newBuilder(uri("/me"))
                                .PUT(HttpRequest.BodyPublishers.noBody()));
        assertThat(put.statusCode()).isEqualTo(405);
        assertThat(header(put, "Allow")).isEqualTo("GET, HEAD, POST");
        assertThat(ann.get("/nothing-here").statusCode()).isEqualTo(404);
    }

    // ---- A person with a browser's cookies

    private static final class Person {

        private final CookieManager cookies = new CookieManager();
        private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();

        Person() {}

        Person(String name) {
            signIn(name, "/");
        }

        HttpResponse<String> signIn(String name, String to) {
            return signIn(name, PASSWORD, to);
        }

        HttpResponse<String> signIn(String name, String password, String to) {
            return post(
                    "/sign-in",
                    Map.of(
                            "csrf", csrf(get("/sign-in")),
                            "name", name,
                            "password", password,
                            "to", to));
        }

        String session() {
            return cookies.getCookieStore().getCookies().stream()
                    .filter(cookie -> cookie.getName().equals(Authentication.COOKIE))
                    .findFirst()
                    .orElseThrow()
                    .getValue();
        }

        HttpResponse<String> get(String path) {
            return send(HttpRequest.newBuilder(uri(path)));
        }

        HttpResponse<String> post(String path, Map<String, String> fields) {
            return send(
                    HttpRequest.newBuilder(uri(path))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(form(fields))));
        }

        HttpResponse<String> send(HttpRequest.Builder request) {
            return ConsoleDoorsTest.send(client, request);
        }
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) {
        try {
            return client.send(
                    request.header("Accept", "text/html").build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where somebody who is signed out comes back to after a form. */
    private static String wayBack(String path, Map<String, String> fields) {
        HttpResponse<String> answer = new Person().post(path, fields);
        assertThat(answer.statusCode()).isEqualTo(303);
        String there = header(answer, "Location");
        assertThat(there).startsWith("/sign-in");
        return there.equals("/sign-in")
                ? "/"
                : URLDecoder.decode(
                        there.substring("/sign-in?to=".length()), StandardCharsets.UTF_8);
    }

    private static int status(String path, String session) {
        return send(
                        HttpClient.newHttpClient(),
                        HttpRequest.newBuilder(uri(path))
                                .header("Cookie", Authentication.COOKIE + "=" + session))
                .statusCode();
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + api.server.port() + path);
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String csrf(HttpResponse<String> page) {
        Matcher found = CSRF.matcher(page.body());
        assertThat(found.find()).as(page.body()).isTrue();
        return found.group(1);
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
