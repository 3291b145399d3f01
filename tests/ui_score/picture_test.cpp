#include <QtTest>
class PictureTest : public QObject {
    Q_OBJECT private slots : void a() {}
};
QTEST_GUILESS_MAIN(PictureTest)
#include "picture_test.moc"
